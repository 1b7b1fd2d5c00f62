package dev.landlord.workflow.testing;

import dev.landlord.devserver.RestateAdmin;
import dev.landlord.devserver.RestateServer;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.client.Client;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Workflows that are served to a real restate-server, for a test. All tests of a JVM share one
 * server for each {@link ServerMode}, which ends with the JVM: so give each run a key of its own, and
 * do not serve two versions of a service at the same time.
 *
 * <p>Most tests want it through the extension for their framework: {@code
 * dev.landlord.workflow.testing.junit.RestateExtension} or {@code
 * dev.landlord.workflow.testing.kotest.RestateExtension}.
 */
public final class ServedWorkflows implements AutoCloseable {
    private static final Map<ServerMode, RestateServer> SERVERS = new EnumMap<>(ServerMode.class);

    private final RestateServer restate;
    private final WorkflowServer served;

    private ServedWorkflows(RestateServer restate, WorkflowServer served) {
        this.restate = restate;
        this.served = served;
    }

    /**
     * Serves {@code services}, generated ones and other Restate services, on a free port of the loopback address and registers them. Starts the
     * server if this is the first test that needs it, which takes about a second.
     *
     * @throws IllegalStateException if there is no server to run, or it refuses the services
     */
    public static ServedWorkflows serve(ServerMode mode, List<?> services) {
        RestateServer restate = shared(mode);
        WorkflowServer.Builder builder = WorkflowServer.builder().port(0);
        services.forEach(builder::bind);
        WorkflowServer served = builder.start();
        try {
            restate.admin().register(restate.serviceUrl(served.port()));
            return new ServedWorkflows(restate, served);
        } catch (RuntimeException refused) {
            served.close();
            throw refused;
        }
    }

    private static RestateServer shared(ServerMode mode) {
        synchronized (SERVERS) {
            return SERVERS.computeIfAbsent(mode, missing -> {
                RestateServer server = mode.options().start();
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            });
        }
    }

    /** A new client for the ingress; generated clients take it too. */
    public Client client() {
        return Client.connect(ingressUrl().toString());
    }

    /** Where callers reach the workflows. */
    public URI ingressUrl() {
        return restate.ingressUrl();
    }

    /** The admin API and the web UI. */
    public URI adminUrl() {
        return restate.adminUrl();
    }

    /** Queries and cancellation. */
    public RestateAdmin admin() {
        return restate.admin();
    }

    /** Stops serving; runs that have not ended stay where they are. The server goes on. */
    @Override
    public void close() {
        served.close();
    }
}
