package dev.landlord.samples.tenant;

import dev.landlord.devserver.RestateServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        description = "Provisions one tenant, shows the rollback of another, and removes both.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private TenantCommand tenant;

    @Mixin
    private LanguageOption language;

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = tenant.out();
        String name = "demo-" + Long.toString(System.currentTimeMillis(), 36);
        try (RestateServer server = RestateServer.start()) {
            out.println("A restate-server runs at " + server.ingressUrl() + ", its UI at " + server.adminUrl());
            out.println();
            out.println("1. Provisions a tenant.");
            boolean provisioned = provision(server, name, null);
            out.println();
            out.println("2. The health check of a second tenant fails, and its workflow undoes everything.");
            boolean alsoProvisioned = provision(server, name + "-2", "check health");
            if (provisioned) {
                RemoveCommand.remove(tenant.cloud(), name);
            }
            out.println();
            out.println(
                    "Done; the first tenant is removed. To keep one: tenant provision acme --owner you@example.com");
            return provisioned && !alsoProvisioned ? 0 : 1;
        }
    }

    private boolean provision(RestateServer server, String name, String failAt) throws IOException {
        ProvisionRequest request = new ProvisionRequest(name, "owner@acme.example", "small");
        return ProvisionCommand.provision(server, language.service(), request, failAt, tenant);
    }
}
