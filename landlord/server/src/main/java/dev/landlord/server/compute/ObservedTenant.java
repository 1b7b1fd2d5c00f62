package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The existing resources of a tenant.
 *
 * @param claim the claim of the resources
 * @param observed the existing resources by name, in the format of {@link ComputeProvider#create}
 */
public record ObservedTenant(String claim, Map<String, JsonNode> observed) {
    /** The resource, if it exists and has {@code claim}. */
    public Optional<JsonNode> find(String resource, String claim) {
        return this.claim.equals(claim) ? Optional.ofNullable(observed.get(resource)) : Optional.empty();
    }
}
