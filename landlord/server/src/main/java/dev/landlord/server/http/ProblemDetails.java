package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.landlord.api.FieldError;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The body of a response with an error: Problem Details (RFC 9457).
 *
 * @param title the name of the HTTP status
 * @param code a code for programs, such as {@code tenant_exists}
 * @param errors the errors of fields; may be empty
 * @param requestId the id of the request in the log
 * @param outcome of a change that failed with 503: {@code not_done}, or {@code unknown} if it may have happened, or may
 *     still happen; {@code null} for other failures
 */
@JsonInclude(Include.NON_EMPTY)
@JsonNaming(SnakeCaseStrategy.class)
record ProblemDetails(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        String requestId,
        String outcome) {
    static ProblemDetails of(int status, String code, String detail, List<FieldError> errors, String requestId) {
        return new ProblemDetails("about:blank", title(status), status, code, detail, errors, requestId, null);
    }

    ProblemDetails withOutcome(String outcome) {
        return new ProblemDetails(type, title, status, code, detail, errors, requestId, outcome);
    }

    /** The name of any HTTP status, also of those that the server sends before the request reaches a route. */
    private static String title(int status) {
        return switch (status) {
            // The name of RFC 9110, which Jetty does not know yet.
            case 413 -> "Content Too Large";
            default -> HttpStatus.getMessage(status);
        };
    }
}
