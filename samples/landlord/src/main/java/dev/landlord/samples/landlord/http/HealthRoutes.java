package dev.landlord.samples.landlord.http;

import dev.landlord.samples.landlord.registration.Readiness;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether Landlord is there, whether it can run workflows, and what its API is. */
final class HealthRoutes implements Routes {
    private final Supplier<Readiness> readiness;

    HealthRoutes(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    @Override
    public void addTo(Javalin app) {
        app.get("/health", context -> Answers.send(context, 200, Map.of("status", "ok")));
        app.get("/ready", this::ready);
        app.get("/openapi.yaml", HealthRoutes::document);
    }

    private void ready(Context context) {
        List<String> reasons = readiness.get().reasons();
        if (reasons.isEmpty()) {
            Answers.send(context, 200, Map.of("status", "ready"));
        } else {
            Answers.send(context, 503, Map.of("status", "not ready", "reasons", reasons));
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
