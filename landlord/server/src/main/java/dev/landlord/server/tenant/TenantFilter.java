package dev.landlord.server.tenant;

import dev.landlord.server.execution.SubState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Selects tenants.
 *
 * @param includeDeleted whether to include archived tenants
 * @param statuses the statuses of which a tenant has one; empty selects all. {@code archived} includes archived tenants.
 * @param labels the labels that a tenant must have
 * @param since the time since which a tenant must have changed
 * @param workflowSubStates the sub-states of which the last run has one; empty selects all
 * @param hasWorkflowError whether the last run has an error
 */
public record TenantFilter(
        boolean includeDeleted,
        Set<TenantStatus> statuses,
        List<LabelSelector> labels,
        Optional<Instant> since,
        Set<SubState> workflowSubStates,
        Optional<Boolean> hasWorkflowError,
        OptionalInt minRetryCount) {
    /** Selects all tenants that are not archived. */
    public static TenantFilter none() {
        return new TenantFilter(
                false, Set.of(), List.of(), Optional.empty(), Set.of(), Optional.empty(), OptionalInt.empty());
    }

    /** Selects the tenants, also the archived ones, that have all these labels. */
    static TenantFilter of(List<LabelSelector> labels) {
        return new TenantFilter(
                true, Set.of(), labels, Optional.empty(), Set.of(), Optional.empty(), OptionalInt.empty());
    }

    /** Whether the record matches, apart from the data of its run. */
    boolean matchesRecord(TenantRecord tenant) {
        boolean isShown =
                includeDeleted || tenant.status != TenantStatus.ARCHIVED || statuses.contains(TenantStatus.ARCHIVED);
        return isShown
                && (statuses.isEmpty() || statuses.contains(tenant.status))
                && labels.stream().allMatch(label -> label.matches(tenant.labels))
                && since.map(time -> !Instant.parse(tenant.updatedAt).isBefore(time))
                        .orElse(true);
    }

    /** Whether the current data of the tenant's run match. */
    boolean matchesRun(TenantRecord tenant) {
        return (workflowSubStates.isEmpty()
                        || workflowSubStates.stream()
                                .anyMatch(wanted -> wanted.word().equals(tenant.workflowSubState)))
                && hasWorkflowError
                        .map(wanted -> wanted == (tenant.workflowErrorMessage != null))
                        .orElse(true)
                && (minRetryCount.isEmpty()
                        || tenant.workflowRetryCount != null && tenant.workflowRetryCount >= minRetryCount.getAsInt());
    }
}
