package dev.landlord.server.http;

import dev.landlord.server.metrics.Metrics;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each request when it ends, and measures it. Probes and scrapes are logged for debugging only. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Set<String> QUIET = Set.of("/health", "/ready", "/metrics");
    private static final String START = "start";

    private final Metrics metrics;

    AccessLog(Metrics metrics) {
        this.metrics = metrics;
    }

    void addFirst(Javalin app) {
        app.before(context -> {
            context.attribute(START, System.nanoTime());
            RequestIds.assign(context);
        });
    }

    void addLast(Javalin app) {
        app.after(this::ended);
    }

    private void ended(Context context) {
        long start = context.attribute(START);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        metrics.request(context.method().name(), route(context), context.statusCode(), took);
        String line = "{} {} {} in {} ms user={} remote={} request_id={} correlation_id={}";
        Object[] values = {
            context.method(),
            context.req().getRequestURI(),
            context.statusCode(),
            took.toMillis(),
            AccessGuard.userName(context),
            context.ip(),
            RequestIds.requestId(context),
            RequestIds.correlationId(context)
        };
        if (QUIET.contains(context.path())) {
            LOG.debug(line, values);
        } else {
            LOG.info(line, values);
        }
        RequestIds.clear();
    }

    /** The path with placeholders; {@code unknown} if the request reached no route. */
    private static String route(Context context) {
        String path = context.endpointHandlerPath();
        return path.startsWith("/") ? path : "unknown";
    }
}
