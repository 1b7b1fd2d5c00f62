package dev.landlord.server.http;

import dev.landlord.server.readiness.WritePath;
import dev.landlord.server.registration.Readiness;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /health}, {@code /ready} and {@code /openapi.yaml}. */
final class HealthRoutes implements Routes {
    private final Supplier<Readiness> readiness;
    private final WritePath writePath;
    private final Supplier<Map<String, String>> unserved;

    /** @param unserved the workflows that cannot be served, with the reasons; they do not prevent readiness */
    HealthRoutes(Supplier<Readiness> readiness, WritePath writePath, Supplier<Map<String, String>> unserved) {
        this.readiness = readiness;
        this.writePath = writePath;
        this.unserved = unserved;
    }

    @Override
    public void addTo(Javalin app) {
        app.get("/health", context -> Responses.send(context, 200, Map.of("status", "ok")), Access.PUBLIC);
        app.get("/ready", this::ready, Access.PUBLIC);
        app.get("/openapi.yaml", HealthRoutes::document, Access.PUBLIC);
    }

    private void ready(Context context) {
        List<String> registering = readiness.get().reasons();
        List<String> reasons = registering.isEmpty() ? writePath.reasons() : registering;
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

    private static void document(Context context) {
        try (InputStream document = HealthRoutes.class.getResourceAsStream("/openapi.yaml")) {
            context.contentType("application/yaml").result(document.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
