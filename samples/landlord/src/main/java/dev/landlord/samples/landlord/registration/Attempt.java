package dev.landlord.samples.landlord.registration;

import java.util.Optional;
import java.util.Set;

/**
 * How one attempt to register ended.
 *
 * @param registered the services that Restate knows now, of those that it should; empty if it did not say
 * @param trouble why it does not know all of them
 */
record Attempt(Optional<Set<String>> registered, Optional<Trouble> trouble) {

    record Trouble(Kind kind, String reason) {}

    enum Kind {
        /** Nothing answers. */
        AWAY,
        /** It did not do this time. */
        INCOMPLETE,
        /** The same again cannot do better. */
        REFUSED
    }

    static Attempt failed(Kind kind, String reason) {
        return new Attempt(Optional.empty(), Optional.of(new Trouble(kind, reason)));
    }
}
