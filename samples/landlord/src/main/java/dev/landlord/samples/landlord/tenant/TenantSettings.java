package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.workflow.Planning;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all tenants.
 *
 * @param timeout how long the work of a workflow may take
 * @param retryAttempts how often a failing step of one is tried again; 0 to 1,000
 * @param planning whether a tenant is planned before it is made, and whether somebody has to agree
 * @param apiBaseUrl where Landlord's API is
 */
public record TenantSettings(Duration timeout, int retryAttempts, Planning planning, Optional<String> apiBaseUrl) {
    boolean isPlanned() {
        return planning != Planning.NONE;
    }
}
