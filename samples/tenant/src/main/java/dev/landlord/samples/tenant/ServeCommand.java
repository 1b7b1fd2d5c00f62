package dev.landlord.samples.tenant;

import dev.landlord.workflow.serve.WorkflowServer;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "serve",
        description = "Serves the workflows to a running Restate until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /** The people who may approve the budget of a tenant. */
    private static final Set<String> FINANCE = Set.of("alice");

    @ParentCommand
    private TenantCommand tenant;

    @Option(names = "--port", defaultValue = "9080", description = "Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9070",
            description = "The admin API of Restate. Default: ${DEFAULT-VALUE}")
    private URI admin;

    ServeCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (WorkflowServer server = start(tenant.cloud(), port, admin)) {
            tenant.out().println("serving ProvisionTenant, JavaProvisionTenant and OrderTenant at " + server.uri());
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /** Starts the service, also for the tests and the other commands. */
    static WorkflowServer start(Cloud cloud, int port, URI admin) {
        return WorkflowServer.builder()
                .port(port)
                .bind(new ProvisionTenantService(new ProvisionTenant(cloud)))
                .bind(new JavaProvisionTenantService(new JavaProvisionTenant(cloud)))
                .bind(new OrderTenantService(new OrderTenant(FINANCE)))
                .register(admin)
                .start();
    }
}
