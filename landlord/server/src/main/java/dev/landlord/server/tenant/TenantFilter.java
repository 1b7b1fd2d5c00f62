package dev.landlord.server.tenant;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Selects tenants.
 *
 * @param includeDeleted whether to include archived tenants
 * @param hasWorkflowError whether the last run has an error
 */
public record TenantFilter(
        boolean includeDeleted,
        Optional<String> workflowSubState,
        Optional<Boolean> hasWorkflowError,
        OptionalInt minRetryCount) {
    /** Selects all tenants that are not archived. */
    public static TenantFilter none() {
        return new TenantFilter(false, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    boolean matches(TenantRecord tenant) {
        return (includeDeleted || tenant.status != TenantStatus.ARCHIVED)
                && workflowSubState
                        .map(wanted -> wanted.equals(tenant.workflowSubState))
                        .orElse(true)
                && hasWorkflowError
                        .map(wanted -> wanted == (tenant.workflowErrorMessage != null))
                        .orElse(true)
                && (minRetryCount.isEmpty()
                        || tenant.workflowRetryCount != null && tenant.workflowRetryCount >= minRetryCount.getAsInt());
    }
}
