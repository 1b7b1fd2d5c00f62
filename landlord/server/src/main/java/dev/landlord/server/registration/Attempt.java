package dev.landlord.server.registration;

import java.util.Optional;
import java.util.Set;

/**
 * The result of one attempt to register.
 *
 * @param registered the served services that Restate has registered; empty if the attempt could not find out
 * @param failure why Restate has not registered all of them
 */
record Attempt(Optional<Set<String>> registered, Optional<Failure> failure) {

    record Failure(Kind kind, String reason) {}

    enum Kind {
        /** Restate cannot be reached. */
        UNREACHABLE,
        /** Another attempt may succeed. */
        INCOMPLETE,
        /** Another attempt with the same services cannot succeed. */
        REFUSED
    }

    static Attempt failed(Kind kind, String reason) {
        return new Attempt(Optional.empty(), Optional.of(new Failure(kind, reason)));
    }
}
