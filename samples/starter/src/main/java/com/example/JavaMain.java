package com.example;

import dev.landlord.workflow.serve.WorkflowServer;
import java.net.URI;

/** Serves the workflow from Java. */
public final class JavaMain {
    private JavaMain() {}

    public static void main(String[] arguments) {
        WorkflowServer server = WorkflowServer.builder()
                .port(9080)
                .bind(new GreetService(new Greet()))
                .register(URI.create("http://localhost:9070"))
                .start();
        System.out.println("serving at " + server.uri() + "; Ctrl-C stops it");
    }
}
