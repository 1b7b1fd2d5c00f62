package dev.landlord.server.restate;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * The correlation id of the request that this thread handles. It is in each log line, and in each request that the thread
 * sends to Restate, which keeps it with the invocation.
 */
public final class Correlation {
    /** The header in which callers of Landlord, and Landlord as a caller of Restate, send the id. */
    public static final String HEADER = "X-Correlation-ID";

    private static final String KEY = "correlation_id";

    private Correlation() {}

    public static void set(String id) {
        MDC.put(KEY, id);
    }

    public static void clear() {
        MDC.remove(KEY);
    }

    static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY));
    }
}
