package dev.landlord.server.tenant;

import dev.landlord.server.decision.DecisionRules;
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
 * @param decisions who may approve a plan
 */
public record TenantSettings(
        Duration timeout, int retryAttempts, Planning planning, Optional<String> apiBaseUrl, DecisionRules decisions) {
    boolean isPlanned() {
        return planning != Planning.NONE;
    }
}
