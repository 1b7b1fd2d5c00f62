package dev.landlord.samples.landlord.catalog;

import java.util.List;
import java.util.Set;

/** Who serves workflows to Restate. */
public interface ServedWorkflows {
    /** The services that come with Landlord: no blueprint's may have the name of one. */
    List<String> names();

    /** Serves a blueprint's runs under each of these names, and no others, and has them registered. */
    void serve(Set<String> blueprintServices);

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
