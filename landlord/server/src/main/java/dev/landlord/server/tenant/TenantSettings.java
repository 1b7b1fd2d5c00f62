package dev.landlord.server.tenant;

import dev.landlord.server.workflow.Planning;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of all tenants.
 *
 * @param timeout the time limit of a workflow
 * @param retryAttempts the number of retries of a failing step; 0 to 1,000
 * @param planning whether a tenant is planned before it is provisioned, and whether a person must approve the plan
 * @param apiBaseUrl the URL of Landlord's API
 * @param hasFourEyes whether the user who asked for a change may not approve its plan
 */
public record TenantSettings(
        Duration timeout, int retryAttempts, Planning planning, Optional<String> apiBaseUrl, boolean hasFourEyes) {
    boolean isPlanned() {
        return planning != Planning.NONE;
    }
}
