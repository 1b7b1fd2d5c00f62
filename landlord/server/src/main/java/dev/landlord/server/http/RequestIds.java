package dev.landlord.server.http;

import dev.landlord.server.restate.Correlation;
import dev.landlord.server.restate.Writes;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The ids of a request. Landlord chooses the request id, which is in problems, in the log and in the audit. A caller may
 * choose the correlation id by the header {@code X-Correlation-ID}, which is in the response, in the log, in the audit, and
 * in the requests that Landlord sends to Restate.
 */
final class RequestIds {
    private static final String REQUEST = "request_id";
    private static final String CORRELATION = "correlation_id";
    private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private RequestIds() {}

    /** Sets both ids. An invalid correlation id is replaced, because it may be an attack on the log. */
    static void assign(Context context) {
        String id = UUID.randomUUID().toString();
        String given = context.header(Correlation.HEADER);
        String correlation = given != null && CORRELATION_ID.matcher(given).matches() ? given : id;
        context.attribute(REQUEST, id);
        context.attribute(CORRELATION, correlation);
        context.header(Correlation.HEADER, correlation);
        Correlation.set(correlation);
        MDC.put(REQUEST, id);
        Writes.reset();
    }

    /** Removes the ids from the context of the log. */
    static void clear() {
        Correlation.clear();
        MDC.remove(REQUEST);
    }

    static String requestId(Context context) {
        return context.attribute(REQUEST);
    }

    static String correlationId(Context context) {
        return context.attribute(CORRELATION);
    }
}
