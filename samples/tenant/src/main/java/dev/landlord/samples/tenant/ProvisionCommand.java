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
            "Provisions a tenant, and shows each step as it happens.",
            "Brings a restate-server and the service along, unless --ingress names a Restate to which"
                    + " \"tenant serve\" is registered."
        },
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {
    @ParentCommand
    private TenantCommand tenant;

    @Mixin
    private RequestOptions options;

    @Option(
            names = "--fail-at",
            paramLabel = "STEP",
            description = "Make a step fail, to watch the roll-back: create directory, create database,"
                    + " start page, check health or register")
    private String failAt;

    @Option(names = "--ingress", paramLabel = "URL", description = "A Restate that runs already")
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
        if (failAt != null && !DisturbedCloud.STEPS.contains(failAt)) {
            throw new IllegalArgumentException(
                    "--fail-at \"" + failAt + "\": expected one of " + String.join(", ", DisturbedCloud.STEPS));
        }
        if (ingress != null && failAt != null) {
            throw new IllegalArgumentException("--fail-at needs the service in this process; drop --ingress");
        }
        if (ingress != null) {
            return new ProvisionRun(new Restate(ingress, admin), tenant.out()).run(request) ? 0 : 1;
        }
        Thread farewell = farewell(request.getTenant());
        Runtime.getRuntime().addShutdownHook(farewell);
        try (RestateServer server = RestateServer.start()) {
            return provision(server, request, failAt, tenant) ? 0 : 1;
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    /** What Ctrl-C says: the server that would go on with the run goes as well. */
    private static Thread farewell(String name) {
        return new Thread(() -> System.err.println(
                "tenant: stopped, and nothing goes on with the run; tenant remove " + name + " removes what is there"));
    }

    /** Runs the workflow with the service in this process; returns whether the tenant is there. */
    static boolean provision(RestateServer server, ProvisionRequest request, String failAt, TenantCommand tenant)
            throws IOException {
        Cloud cloud = tenant.cloud();
        Cloud disturbed = failAt == null ? cloud : DisturbedCloud.failingAt(failAt, cloud);
        try (WorkflowServer service = ServeCommand.start(disturbed, 0, server.adminUrl())) {
            if (!service.awaitRegistered(Duration.ofSeconds(30))) {
                throw new IOException("Restate did not take the service within 30 s");
            }
            Restate restate = new Restate(server.ingressUrl(), server.adminUrl());
            return new ProvisionRun(restate, tenant.out()).run(request);
        }
    }
}
