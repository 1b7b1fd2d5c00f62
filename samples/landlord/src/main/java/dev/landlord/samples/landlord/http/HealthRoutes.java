package dev.landlord.samples.landlord.http;

import dev.landlord.samples.landlord.registration.Readiness;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether Landlord is there, whether it can run workflows, and what its API is. */
final class HealthRoutes implements Routes {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Readiness> readiness;
    private final RestateApi restate;
    private final Supplier<Map<String, String>> unserved;

    /** @param unserved the workflows that cannot be served, with the reasons; they keep no other from being run */
    HealthRoutes(Supplier<Readiness> readiness, RestateApi restate, Supplier<Map<String, String>> unserved) {
        this.readiness = readiness;
        this.unserved = unserved;
        this.restate = restate.within(PROBE_LIMIT);
    }

    @Override
    public void addTo(Javalin app) {
        app.get("/health", context -> Answers.send(context, 200, Map.of("status", "ok")));
        app.get("/ready", this::ready);
        app.get("/openapi.yaml", HealthRoutes::document);
    }

    private void ready(Context context) {
        List<String> registering = readiness.get().reasons();
        List<String> reasons = registering.isEmpty() ? away() : registering;
        if (reasons.isEmpty()) {
            List<String> warnings = unserved.get().entrySet().stream()
                    .map(workflow -> "workflow " + workflow.getKey() + " is not served: " + workflow.getValue())
                    .toList();
            Answers.send(
                    context,
                    200,
                    warnings.isEmpty() ? Map.of("status", "ready") : Map.of("status", "ready", "warnings", warnings));
        } else {
            Answers.send(context, 503, Map.of("status", "not ready", "reasons", reasons));
        }
    }

    /** Why Restate does not answer, although it has: empty if it does. */
    private List<String> away() {
        try {
            restate.admin("GET", null, "health").orThrow();
            restate.ingress("GET", null, "restate", "health").orThrow();
            return List.of();
        } catch (RestateException away) {
            return List.of(away.getMessage());
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
