package dev.landlord.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/**
 * The meters of this process: requests to the HTTP API, the JVM, and what {@link WorkflowMetrics} reads from Restate at
 * each scrape.
 */
public final class Metrics implements AutoCloseable {
    /** The format of Prometheus, in which {@link #scrape} answers. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollector = new JvmGcMetrics();
    private Runnable beforeScrape = () -> {};

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollector.bindTo(registry);
    }

    /** Adds what is read from Restate at each scrape. */
    public void add(WorkflowMetrics workflows) {
        workflows.addTo(registry);
        beforeScrape = workflows::refresh;
    }

    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Records a request to the HTTP API.
     *
     * @param path the path with placeholders, so that there are only as many meters as routes
     */
    public void request(String method, String path, int status, Duration duration) {
        Timer.builder("http.server.requests")
                .description("Requests to Landlord's HTTP API")
                .tag("method", method)
                .tag("uri", path)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(duration);
    }

    /** All meters as text. Reads from Restate; answers without these meters if Restate does not respond. */
    public String scrape() {
        beforeScrape.run();
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollector.close();
        registry.close();
    }
}
