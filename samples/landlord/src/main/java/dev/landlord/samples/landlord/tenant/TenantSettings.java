package dev.landlord.samples.landlord.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all tenants.
 *
 * @param timeout how long the work of a workflow may take
 * @param retryAttempts how often a failing step of one is tried again; 0 or more
 * @param planning {@code none}, {@code automatic} or {@code approval}: whether a tenant is planned before it is
 *     made, and whether somebody has to agree
 * @param apiBaseUrl where Landlord's API is
 */
public record TenantSettings(Duration timeout, int retryAttempts, String planning, Optional<String> apiBaseUrl) {
    /** Half an hour, three times, no planning. */
    public static TenantSettings defaults() {
        return new TenantSettings(Duration.ofMinutes(30), 3, "none", Optional.empty());
    }

    boolean isPlanned() {
        return !planning.equals("none");
    }
}
