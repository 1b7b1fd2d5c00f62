package dev.landlord.workflow.testing.junit;

import dev.landlord.devserver.RestateAdmin;
import dev.landlord.workflow.testing.ServedWorkflows;
import dev.landlord.workflow.testing.ServerMode;
import dev.restate.client.Client;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Serves workflows to a real restate-server while the tests of a class run. Register it as a static
 * field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RestateExtension restate = RestateExtension.serving(new GreetService(new Greet()));
 * }</pre>
 *
 * <p>The server is started once for each {@link ServerMode} and JVM; see {@link ServedWorkflows}.
 * Needs {@code org.junit.jupiter:junit-jupiter-api}, which the test kit does not bring.
 */
public final class RestateExtension implements BeforeAllCallback, AfterAllCallback {
    private final ServerMode mode;
    private final List<Object> services;
    private @Nullable ServedWorkflows served;

    private RestateExtension(ServerMode mode, List<Object> services) {
        this.mode = mode;
        this.services = services;
    }

    /** Serves {@code services} in {@link ServerMode#NORMAL}. */
    public static RestateExtension serving(Object... services) {
        return serving(ServerMode.NORMAL, services);
    }

    /** Serves {@code services} in the given mode. */
    public static RestateExtension serving(ServerMode mode, Object... services) {
        return new RestateExtension(mode, List.of(services));
    }

    /** A new client for the ingress; generated clients take it too. */
    public Client client() {
        return served().client();
    }

    /** Where callers reach the workflows. */
    public URI ingressUrl() {
        return served().ingressUrl();
    }

    /** The admin API and the web UI. */
    public URI adminUrl() {
        return served().adminUrl();
    }

    /** Queries and cancellation. */
    public RestateAdmin admin() {
        return served().admin();
    }

    private ServedWorkflows served() {
        if (served == null) {
            throw new IllegalStateException("RestateExtension was used before the tests of its class began: expected a"
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
