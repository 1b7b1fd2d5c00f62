package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A change of a tenant's status, for the audit. If a workflow was started again, both statuses are equal.
 *
 * @param from {@code null} for the first transition
 * @param triggeredBy {@code api}, {@code controller} or {@code controller:config-change}
 * @param at the time, ISO 8601 in UTC
 * @param version the version of the tenant after the change
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transition(
        @JsonInclude TenantStatus from, TenantStatus to, String reason, String triggeredBy, String at, long version) {
    /** A caller of the API requested the change. */
    static final String API = "api";

    /** The change follows from an earlier request. */
    static final String CONTROLLER = "controller";

    /** The change follows from a change of the configuration. */
    static final String CONFIG_CHANGE = "controller:config-change";
}
