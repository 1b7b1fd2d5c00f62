package dev.landlord.server.http;

import dev.landlord.api.FieldError;
import java.util.List;

/** A request fails with Problem Details. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;

    ProblemException(int status, String code, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    ProblemException(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** Fields of the request are invalid. */
    static ProblemException invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? "one field is invalid; correct it and try again"
                : errors.size() + " fields are invalid; correct them and try again";
        return new ProblemException(422, "invalid_request", detail, errors);
    }

    static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    ProblemDetails toProblemDetails(String requestId) {
        return ProblemDetails.of(status, code, getMessage(), errors, requestId);
    }
}
