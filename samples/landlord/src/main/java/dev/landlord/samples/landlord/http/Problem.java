package dev.landlord.samples.landlord.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param title the status in words
 * @param code for programs, such as {@code tenant_exists}
 * @param errors which fields are wrong; empty if none is
 * @param requestId to be found in the log
 */
@JsonInclude(Include.NON_EMPTY)
@JsonNaming(SnakeCaseStrategy.class)
record Problem(
        String type, String title, int status, String code, String detail, List<FieldError> errors, String requestId) {
    /** What is wrong with a field, by its path in the body. */
    record FieldError(String field, String message) {}

    static Problem of(int status, String code, String detail, List<FieldError> errors, String requestId) {
        return new Problem("about:blank", title(status), status, code, detail, errors, requestId);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Entity";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
