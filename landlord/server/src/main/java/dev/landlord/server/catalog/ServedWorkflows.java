package dev.landlord.server.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services that Landlord serves to Restate. */
public interface ServedWorkflows {
    /**
     * Serves one service for blueprints under each of these names, and no others, and registers them. If a name cannot be
     * served, the others are served nevertheless.
     *
     * @return the reasons why names cannot be served, by name
     */
    Map<String, String> serve(Set<String> blueprintServices);

    /** Whether a service is one of Landlord's own services, which a blueprint must not use. */
    boolean isOwn(String service);

    /** The owner of a registered service that Landlord does not serve; empty if there is no such service. */
    Optional<String> foreign(String service);

    /** The services that Restate has registered. */
    Set<String> registered();

    /** Waits for a short time until Restate has registered all services; Restate may be unreachable. */
    void awaitRegistered();

    /**
     * Returns if Restate has registered the service.
     *
     * @throws RuntimeException if it has not; the message says what to do
     */
    void requireRegistered(String service);
}
