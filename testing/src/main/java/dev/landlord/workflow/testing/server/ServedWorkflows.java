package dev.landlord.workflow.testing.server;

import dev.landlord.devserver.RestateAdmin;
import dev.landlord.devserver.RestateServer;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.client.Client;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Workflows that a test serves on a real restate-server. All tests of a JVM share one server for each {@link
 * ServerMode}, which ends with the JVM. Give each run a key of its own, and do not serve two versions of a service at
 * the same time.
 *
 * <p>Tests in JUnit or Kotest use an extension instead: {@code dev.landlord.workflow.testing.junit.RestateExtension}
 * or {@code dev.landlord.workflow.testing.kotest.RestateExtension}.
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
     * Serves {@code services} on a free port of the loopback address and registers them. Blocks. The first call for a
     * {@code mode} starts a server, which takes about a second, and longer if npm has to install it.
     *
     * @param services generated services and other Restate services
     * @throws IllegalStateException if no restate-server is found, if it does not start, or if it refuses the services
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

    /** Returns a new client for the ingress, which generated clients accept too. */
    public Client client() {
        return Client.connect(ingressUrl().toString());
    }

    /** The URL at which callers reach the workflows. */
    public URI ingressUrl() {
        return restate.ingressUrl();
    }

    /** The URL of the admin API and of the web UI. */
    public URI adminUrl() {
        return restate.adminUrl();
    }

    /** The admin API, for queries and cancellation. */
    public RestateAdmin admin() {
        return restate.admin();
    }

    /** Stops serving. Runs that have not ended remain on the server, which continues to run. */
    @Override
    public void close() {
        served.close();
    }
}
