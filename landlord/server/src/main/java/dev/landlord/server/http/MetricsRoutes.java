package dev.landlord.server.http;

import dev.landlord.server.metrics.Metrics;
import io.javalin.Javalin;

/** {@code /metrics}, for Prometheus. */
final class MetricsRoutes implements Routes {
    private final Metrics metrics;

    MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void addTo(Javalin app) {
        app.get("/metrics", context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape()), Access.READ);
    }
}
