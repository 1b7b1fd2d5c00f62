package dev.landlord.samples.landlord.registration;

import java.io.IOException;
import java.util.Set;

/** Restate, or a proxy before it, answered a request with something other than success. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** Not allowed (yet), timed out, too early, too many. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

    private final int status;

    /** @param words Restate's own */
    RefusedException(String request, int status, String words) {
        this(status, request + " was answered with " + status + ": " + words);
    }

    private RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The same refusal, with what to do about it. */
    RefusedException withAdvice(String advice) {
        return new RefusedException(status, getMessage() + "; " + advice);
    }

    int status() {
        return status;
    }

    /** Whether the same request can succeed later. */
    boolean canGetBetter() {
        return status >= 500 || PASSING.contains(status);
    }
}
