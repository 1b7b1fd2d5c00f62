package dev.landlord.server.http;

import dev.landlord.server.registration.Readiness;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /health}, {@code /ready} and {@code /openapi.yaml}. */
final class HealthRoutes implements Routes {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<Readiness> readiness;
    private final RestateApi restate;
    private final Supplier<Map<String, String>> unserved;

    /** @param unserved the workflows that cannot be served, with the reasons; they do not prevent readiness */
    HealthRoutes(Supplier<Readiness> readiness, RestateApi restate, Supplier<Map<String, String>> unserved) {
        this.readiness = readiness;
        this.unserved = unserved;
        this.restate = restate.withTimeout(PROBE_TIMEOUT);
    }

    @Override
    public void addTo(Javalin app) {
        app.get("/health", context -> Responses.send(context, 200, Map.of("status", "ok")), Access.PUBLIC);
        app.get("/ready", this::ready, Access.PUBLIC);
        app.get("/openapi.yaml", HealthRoutes::document, Access.PUBLIC);
    }

    private void ready(Context context) {
        List<String> registering = readiness.get().reasons();
        List<String> reasons = registering.isEmpty() ? unreachable() : registering;
        if (reasons.isEmpty()) {
            List<String> warnings = unserved.get().entrySet().stream()
                    .map(workflow -> "workflow " + workflow.getKey() + " is not served: " + workflow.getValue())
                    .toList();
            Responses.send(
                    context,
                    200,
                    warnings.isEmpty() ? Map.of("status", "ready") : Map.of("status", "ready", "warnings", warnings));
        } else {
            Responses.send(context, 503, Map.of("status", "not ready", "reasons", reasons));
        }
    }

    /** The reasons why Restate cannot be reached now; empty if it responds. */
    private List<String> unreachable() {
        try {
            restate.admin("GET", null, "health").orThrow();
            restate.ingress("GET", null, "restate", "health").orThrow();
            return List.of();
        } catch (RestateException failure) {
            return List.of(failure.getMessage());
        }
    }

    private static void document(Context context) {
        try (InputStream document = HealthRoutes.class.getResourceAsStream("/openapi.yaml")) {
            context.contentType("application/yaml").result(document.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
