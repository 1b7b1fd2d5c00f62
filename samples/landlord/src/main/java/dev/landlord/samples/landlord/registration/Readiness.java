package dev.landlord.samples.landlord.registration;

import java.util.List;
import java.util.Set;

/**
 * Whether workflows can be run.
 *
 * @param registered the services that Restate knows
 * @param reasons why not all do, each a sentence; empty if all do
 */
public record Readiness(Set<String> registered, List<String> reasons) {
    public boolean isReady() {
        return reasons.isEmpty();
    }
}
