package dev.landlord.server.registration;

import java.io.IOException;
import java.util.Set;

/** The response of the admin API, or of a proxy in front of it, is not a success. */
final class AdminApiException extends IOException {
    private static final long serialVersionUID = 1;

    /** Unauthorized, forbidden, request timeout, too early, too many requests. */
    private static final Set<Integer> TRANSIENT = Set.of(401, 403, 408, 425, 429);

    private final int status;

    /** @param message the message of the response */
    AdminApiException(String request, int status, String message) {
        this(status, request + " was answered with " + status + ": " + message);
    }

    private AdminApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The same exception; its message also says what to do. */
    AdminApiException withAdvice(String advice) {
        return new AdminApiException(status, getMessage() + "; " + advice);
    }

    int status() {
        return status;
    }

    /** Whether the same request can succeed later. */
    boolean isTransient() {
        return status >= 500 || TRANSIENT.contains(status);
    }
}
