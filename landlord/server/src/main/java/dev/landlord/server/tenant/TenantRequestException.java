package dev.landlord.server.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.api.FieldError;
import dev.restate.sdk.common.TerminalException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant has refused a request, which changed nothing. Restate passes on only the status and the message of a failure,
 * so the message ends with the code and the errors of fields, in brackets: {@code … exists already [tenant_exists []]}.
 * {@link #from} parses it.
 */
public final class TenantRequestException extends TerminalException {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TEXT = Pattern.compile("(.*) \\[([a-z_]+) (\\[.*])]", Pattern.DOTALL);

    private final String reason;
    private final String detail;
    private final transient List<FieldError> errors;

    private TenantRequestException(int status, String reason, String detail, List<FieldError> errors) {
        super(status, detail + " [" + reason + " " + json(errors) + "]");
        this.reason = reason;
        this.detail = detail;
        this.errors = errors;
    }

    /** The tenant does not exist. */
    public static TenantRequestException notFound(String name) {
        return new TenantRequestException(
                NOT_FOUND, "tenant_not_found", "there is no tenant \"" + name + "\"", List.of());
    }

    static TenantRequestException exists(String name) {
        return conflict(
                "tenant_exists",
                "tenant \"" + name + "\" exists already; choose another name, or update or delete that one");
    }

    static TenantRequestException conflict(String reason, String detail) {
        return new TenantRequestException(CONFLICT, reason, detail, List.of());
    }

    static TenantRequestException wrongVersion(String name, long expected, long found) {
        return new TenantRequestException(
                PRECONDITION_FAILED,
                "tenant_changed",
                "tenant \"" + name + "\" has version " + found + ", not " + expected
                        + ": it has changed meanwhile; read it again, and then repeat the change",
                List.of());
    }

    static TenantRequestException invalid(List<FieldError> errors) {
        String fields = String.join(", ", errors.stream().map(FieldError::field).toList());
        return new TenantRequestException(
                BAD_REQUEST_CODE, "invalid_tenant", "the request is invalid in " + fields, errors);
    }

    /**
     * Parses the status and the message of a failure; empty if it is another failure.
     */
    public static Optional<TenantRequestException> from(int status, String message) {
        Matcher text = TEXT.matcher(message);
        if (!text.matches()) {
            return Optional.empty();
        }
        try {
            List<FieldError> errors = JSON.readValue(text.group(3), new TypeReference<>() {});
            return Optional.of(new TenantRequestException(status, text.group(2), text.group(1), errors));
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    /** The code for programs, such as {@code tenant_exists}. */
    public String reason() {
        return reason;
    }

    /** The message for people. */
    public String detail() {
        return detail;
    }

    /** The errors of the fields; empty unless the code is {@code invalid_tenant}. */
    public List<FieldError> errors() {
        return errors;
    }

    private static String json(List<FieldError> errors) {
        try {
            return JSON.writeValueAsString(errors);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
