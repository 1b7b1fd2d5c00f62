package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.workflow.Planning;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of all tenants.
 *
 * @param timeout the time limit of a workflow
 * @param retryAttempts the number of retries of a failing step; 0 to 1,000
 * @param planning whether a tenant is planned before it is provisioned, and whether a person must approve the plan
 * @param apiBaseUrl the URL of Landlord's API
 */
public record TenantSettings(Duration timeout, int retryAttempts, Planning planning, Optional<String> apiBaseUrl) {
    boolean isPlanned() {
        return planning != Planning.NONE;
    }
}
