package dev.landlord.samples.landlord.http;

import dev.landlord.samples.landlord.http.Problem.FieldError;
import java.util.List;

/** A request that is not answered as it was asked. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;

    Refusal(int status, String code, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    Refusal(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** Because of what is written in these fields. */
    static Refusal invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? "one field is wrong; correct it and try again"
                : errors.size() + " fields are wrong; correct them and try again";
        return new Refusal(422, "invalid_request", detail, errors);
    }

    static Refusal invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    Problem problem(String requestId) {
        return Problem.of(status, code, getMessage(), errors, requestId);
    }
}
