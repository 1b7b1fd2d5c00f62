package dev.landlord.workflow.testing.junit;

import dev.landlord.devserver.RestateAdmin;
import dev.landlord.workflow.testing.server.ServedWorkflows;
import dev.landlord.workflow.testing.server.ServerMode;
import dev.restate.client.Client;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Serves workflows on a real restate-server during the tests of a class. Register it as a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RestateExtension restate = RestateExtension.serving(new GreetService(new Greet()));
 * }</pre>
 *
 * <p>All tests of a JVM share one server for each {@link ServerMode}; see {@link ServedWorkflows}. Add {@code
 * org.junit.jupiter:junit-jupiter-api} to your dependencies: the test kit does not include it. Each accessor throws an
 * {@link IllegalStateException} before the tests of the class have started.
 */
public final class RestateExtension implements BeforeAllCallback, AfterAllCallback {
    private final ServerMode mode;
    private final List<Object> services;
    private @Nullable ServedWorkflows served;

    private RestateExtension(ServerMode mode, List<Object> services) {
        this.mode = mode;
        this.services = services;
    }

    /** Creates an extension that serves {@code services} in {@link ServerMode#NORMAL}. */
    public static RestateExtension serving(Object... services) {
        return serving(ServerMode.NORMAL, services);
    }

    /** Creates an extension that serves {@code services} in the given mode. */
    public static RestateExtension serving(ServerMode mode, Object... services) {
        return new RestateExtension(mode, List.of(services));
    }

    /** Returns a new client for the ingress, which generated clients accept too. */
    public Client client() {
        return served().client();
    }

    /** The URL at which callers reach the workflows. */
    public URI ingressUrl() {
        return served().ingressUrl();
    }

    /** The URL of the admin API and of the web UI. */
    public URI adminUrl() {
        return served().adminUrl();
    }

    /** The admin API, for queries and cancellation. */
    public RestateAdmin admin() {
        return served().admin();
    }

    private ServedWorkflows served() {
        if (served == null) {
            throw new IllegalStateException(
                    "RestateExtension was used before the tests of its class started: expected a"
                            + " static field with @RegisterExtension, used from tests and their set-up.");
        }
        return served;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        served = ServedWorkflows.serve(mode, services);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (served != null) {
            served.close();
        }
    }
}
