package dev.landlord.samples.tenant;

import dev.landlord.devserver.RestateServer;
import dev.landlord.workflow.serve.WorkflowServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "provision",
        description = {
            "Provisions a tenant, and shows its steps.",
            "Starts a restate-server and the service, unless --ingress is the URL of a Restate at which"
                    + " \"tenant serve\" is registered."
        },
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {
    @ParentCommand
    private TenantCommand tenant;

    @Mixin
    private LanguageOption language;

    @Mixin
    private RequestOptions options;

    @Option(
            names = "--fail-at",
            paramLabel = "STEP",
            description = "Let a step fail, to see the rollback: create directory, create database,"
                    + " start page, check health or register")
    private String failAt;

    @Option(names = "--ingress", paramLabel = "URL", description = "The ingress of a running Restate")
    private URI ingress;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9070",
            description = "Its admin API. Default: ${DEFAULT-VALUE}")
    private URI admin;

    ProvisionCommand() {}

    @Override
    public Integer call() throws IOException {
        ProvisionRequest request = options.request();
        if (failAt != null && !InterceptedCloud.STEPS.contains(failAt)) {
            throw new IllegalArgumentException(
                    "--fail-at \"" + failAt + "\": expected one of " + String.join(", ", InterceptedCloud.STEPS));
        }
        if (ingress != null && failAt != null) {
            throw new IllegalArgumentException("--fail-at needs the service in this process; drop --ingress");
        }
        if (ingress != null) {
            return new ProvisionRun(language.service(), new Restate(ingress, admin), tenant.out()).run(request) ? 0 : 1;
        }
        Thread shutdownHook = shutdownHook(request.getTenant());
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try (RestateServer server = RestateServer.start()) {
            return provision(server, language.service(), request, failAt, tenant) ? 0 : 1;
        } finally {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        }
    }

    /** Prints a message at Ctrl-C, because the server, which would continue the run, stops too. */
    private static Thread shutdownHook(String name) {
        return new Thread(() -> System.err.println(
                "tenant: stopped; the run does not continue; remove its resources with: tenant remove " + name));
    }

    /** Runs the workflow with the service in this process; returns whether it succeeded. */
    static boolean provision(
            RestateServer server, String workflow, ProvisionRequest request, String failAt, TenantCommand tenant)
            throws IOException {
        Cloud cloud = tenant.cloud();
        Cloud intercepted = failAt == null ? cloud : InterceptedCloud.failingAt(failAt, cloud);
        try (WorkflowServer service = ServeCommand.start(intercepted, 0, server.adminUrl())) {
            if (!service.awaitRegistered(Duration.ofSeconds(30))) {
                throw new IOException("Restate did not register the service within 30 s");
            }
            Restate restate = new Restate(server.ingressUrl(), server.adminUrl());
            return new ProvisionRun(workflow, restate, tenant.out()).run(request);
        }
    }
}
