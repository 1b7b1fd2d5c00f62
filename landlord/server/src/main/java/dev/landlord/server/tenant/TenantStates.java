package dev.landlord.server.tenant;

import static dev.landlord.server.tenant.TenantStatus.ARCHIVED;
import static dev.landlord.server.tenant.TenantStatus.ARCHIVING;
import static dev.landlord.server.tenant.TenantStatus.DELETING;
import static dev.landlord.server.tenant.TenantStatus.FAILED;
import static dev.landlord.server.tenant.TenantStatus.PLANNING;
import static dev.landlord.server.tenant.TenantStatus.PROVISIONING;
import static dev.landlord.server.tenant.TenantStatus.READY;
import static dev.landlord.server.tenant.TenantStatus.REQUESTED;
import static dev.landlord.server.tenant.TenantStatus.UPDATING;

import java.util.Map;
import java.util.Set;

/** The allowed transitions between the statuses of a tenant. */
public final class TenantStates {
    private static final Map<TenantStatus, Set<TenantStatus>> NEXT = Map.of(
            REQUESTED, Set.of(PLANNING, PROVISIONING, FAILED),
            PLANNING, Set.of(PROVISIONING, FAILED),
            PROVISIONING, Set.of(READY, FAILED),
            READY, Set.of(UPDATING, DELETING, ARCHIVING),
            UPDATING, Set.of(READY, FAILED),
            DELETING, Set.of(ARCHIVED, FAILED),
            ARCHIVING, Set.of(ARCHIVED, FAILED),
            // Requested again, with another configuration.
            FAILED, Set.of(REQUESTED, DELETING, ARCHIVING),
            ARCHIVED, Set.of());

    private static final Set<TenantStatus> RESTING = Set.of(READY, ARCHIVED, FAILED);

    private TenantStates() {}

    /** @throws IllegalArgumentException if the transition is not allowed */
    public static void check(TenantStatus from, TenantStatus to) {
        if (isTerminal(from)) {
            throw new IllegalArgumentException(from.wireName() + " is a terminal state");
        }
        if (!NEXT.get(from).contains(to)) {
            throw new IllegalArgumentException("invalid transition from " + from.wireName() + " to " + to.wireName());
        }
    }

    /** Whether no status can follow. */
    public static boolean isTerminal(TenantStatus status) {
        return NEXT.get(status).isEmpty();
    }

    /** Whether the tenant keeps the status until the next request; in other statuses a workflow runs. */
    public static boolean isResting(TenantStatus status) {
        return RESTING.contains(status);
    }
}
