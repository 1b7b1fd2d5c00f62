package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What there is of a tenant.
 *
 * @param claim of whoever made it
 * @param observed the resources that are there, by name, as {@link ComputeProvider#create} told of them
 */
public record TenantPresence(String claim, Map<String, JsonNode> observed) {
    /** The resource, if it is there and bears {@code claim}. */
    public Optional<JsonNode> find(String resource, String claim) {
        return this.claim.equals(claim) ? Optional.ofNullable(observed.get(resource)) : Optional.empty();
    }
}
