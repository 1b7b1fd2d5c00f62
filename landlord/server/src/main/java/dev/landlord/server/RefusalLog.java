package dev.landlord.server;

import dev.landlord.api.JsonRule;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the requests that the worker refuses: one in a minute as a warning, because every caller can cause them, and all of
 * them at the level {@code debug}.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final String MESSAGE = "the worker refused a request from {} for {}: {}";

    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    void log(HttpServerRequest request, RuntimeException refusal) {
        // The path may contain characters that control a terminal.
        String path = JsonRule.shown(request.uri()).replaceAll("[^\\x21-\\x7e]", "?");
        Object[] values = {request.remoteAddress(), path, refusal.getMessage()};
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + INTERVAL)) {
            LOG.warn(MESSAGE + "; the level debug logs each one", values);
        } else {
            LOG.debug(MESSAGE, values);
        }
    }
}
