package dev.landlord.server.registration;

import java.util.List;
import java.util.Set;

/**
 * Whether Restate has registered all services, so that workflows can run.
 *
 * @param registered the services that Restate has registered
 * @param reasons why services are missing, one sentence each; empty if none is missing
 */
public record Readiness(Set<String> registered, List<String> reasons) {
    public boolean isReady() {
        return reasons.isEmpty();
    }
}
