package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.samples.landlord.compute.FieldProblem;
import dev.restate.sdk.common.TerminalException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request about a tenant that is refused, and changes nothing. Restate hands on a status and a text
 * and nothing else, so the text ends with the code and the problems of fields, in brackets: {@code …
 * exists already [tenant_exists []]}; {@link #from} reads it again.
 */
public final class TenantRefused extends TerminalException {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TEXT = Pattern.compile("(.*) \\[([a-z_]+) (\\[.*])]", Pattern.DOTALL);

    private final String reason;
    private final String detail;
    private final transient List<FieldProblem> problems;

    private TenantRefused(int status, String reason, String detail, List<FieldProblem> problems) {
        super(status, detail + " [" + reason + " " + json(problems) + "]");
        this.reason = reason;
        this.detail = detail;
        this.problems = problems;
    }

    /** Of a tenant that is not there. */
    public static TenantRefused notFound(String name) {
        return new TenantRefused(NOT_FOUND, "tenant_not_found", "there is no tenant \"" + name + "\"", List.of());
    }

    static TenantRefused exists(String name) {
        return conflict(
                "tenant_exists",
                "tenant \"" + name + "\" exists already; choose another name, or update or delete that one");
    }

    static TenantRefused conflict(String reason, String detail) {
        return new TenantRefused(CONFLICT, reason, detail, List.of());
    }

    static TenantRefused invalid(List<FieldProblem> problems) {
        String fields =
                String.join(", ", problems.stream().map(FieldProblem::field).toList());
        return new TenantRefused(BAD_REQUEST_CODE, "invalid_tenant", "the request is wrong in " + fields, problems);
    }

    /**
     * The refusal that a caller got, by its status and its message; empty if it got another failure.
     */
    public static Optional<TenantRefused> from(int status, String message) {
        Matcher text = TEXT.matcher(message);
        if (!text.matches()) {
            return Optional.empty();
        }
        try {
            List<FieldProblem> problems = JSON.readValue(text.group(3), new TypeReference<>() {});
            return Optional.of(new TenantRefused(status, text.group(2), text.group(1), problems));
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    /** By which machines tell it from others, such as {@code tenant_exists}. */
    public String reason() {
        return reason;
    }

    /** What people read: what was found, what was expected, what to do. */
    public String detail() {
        return detail;
    }

    /** What is wrong with which field; empty unless it is {@code invalid_tenant}. */
    public List<FieldProblem> problems() {
        return problems;
    }

    private static String json(List<FieldProblem> problems) {
        try {
            return JSON.writeValueAsString(problems);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
