package dev.landlord.docs;

import dev.landlord.devserver.RestateServer;
import java.nio.file.Path;

final class JavaDevServer {
    private JavaDevServer() {}

    static void serve(Path data) throws InterruptedException {
        // region: serve
        try (RestateServer restate = RestateServer.options().directory(data).start()) {
            System.out.println("ingress: " + restate.ingressUrl() + ", admin API: " + restate.adminUrl());
            Thread.currentThread().join(); // until the process ends
        }
        // endregion
    }
}
