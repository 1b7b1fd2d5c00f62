package com.example;

import dev.landlord.workflow.serve.WorkflowServer;
import java.net.URI;

/** Serves the workflow. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        WorkflowServer server = WorkflowServer.builder()
                .port(9080)
                .bind(new InviteService(new Invite(Office.printing())))
                .register(URI.create("http://localhost:9070"))
                .start();
        System.out.println("serving at " + server.uri() + "; Ctrl-C stops it");
    }
}
