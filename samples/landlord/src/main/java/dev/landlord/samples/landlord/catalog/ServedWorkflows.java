package dev.landlord.samples.landlord.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Serves workflows to Restate. */
public interface ServedWorkflows {
    /**
     * Serves a blueprint's runs under each of these names, and no others, and has them registered. A name that cannot be
     * served keeps no other from being served.
     *
     * @return the names that are not served, each with the reason
     */
    Map<String, String> serve(Set<String> blueprintServices);

    /** Whether a service is one of Landlord's own, which no blueprint may run as. */
    boolean isOwn(String service);

    /** What Restate knows by that name and Landlord does not serve, in words; empty if there is nothing. */
    Optional<String> foreign(String service);

    /** The services that Restate knows. */
    Set<String> registered();

    /** Waits until Restate knows all that is served, but not for long: it may be away. */
    void awaitRegistered();

    /**
     * Returns if Restate knows the service.
     *
     * @throws RuntimeException if it does not, with what to do
     */
    void requireRegistered(String service);
}
