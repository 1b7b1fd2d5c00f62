package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A change of a tenant's status, for the audit; or a workflow that was begun anew, and then both are the same.
 *
 * @param from {@code null} of the first
 * @param triggeredBy {@code api}, {@code controller} or {@code controller:config-change}
 * @param at ISO 8601, UTC
 * @param version of the tenant, after the change
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transition(
        @JsonInclude TenantStatus from, TenantStatus to, String reason, String triggeredBy, String at, long version) {
    /** Somebody asked for it. */
    static final String API = "api";

    /** It followed from what was asked for. */
    static final String CONTROLLER = "controller";

    /** It followed from another configuration. */
    static final String CONFIG_CHANGE = "controller:config-change";
}
