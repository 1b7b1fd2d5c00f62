package dev.landlord.server.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a lifecycle workflow of a tenant.
 *
 * @param tenantId the name of the tenant
 * @param tenantUuid the id of the tenant, and the claim of its resources: each later run of the same tenant can update or
 *     remove the resources, and the runs of other tenants cannot
 * @param operation {@code plan}, {@code provision}, {@code update}, {@code archive} or {@code delete}
 * @param desiredConfig the desired configuration
 * @param formerConfig the configuration of the existing resources; {@code null} if there are none
 * @param computeProvider the name of the compute provider
 * @param apiBaseUrl the URL of Landlord's API
 * @param planning whether the tenant is planned first; default {@link Planning#NONE}
 * @param requestedBy the person who requested the job
 * @param timeout the time limit of the work, without the time that people take to approve; at most 36,500 days; default
 *     30 minutes
 * @param retryAttempts the number of retries of a failing step; 0 to 1,000; default 3
 * @param metadata {@code config_hash}, and other metadata of the run
 */
public record TenantJob(
        @JsonProperty("tenant_id") String tenantId,
        @JsonProperty("tenant_uuid") String tenantUuid,
        String operation,
        @JsonProperty("desired_config") ObjectNode desiredConfig,
        @JsonProperty("former_config") @Nullable ObjectNode formerConfig,
        @JsonProperty("compute_provider") String computeProvider,
        @JsonProperty("api_base_url") @Nullable String apiBaseUrl,
        @Nullable Planning planning,
        @JsonProperty("requested_by") @Nullable String requestedBy,
        @Nullable Duration timeout,
        @JsonProperty("retry_attempts") @Nullable Integer retryAttempts,
        @Nullable Map<String, String> metadata) {
    /** Fills in the defaults. */
    public TenantJob {
        planning = planning == null ? Planning.NONE : planning;
        timeout = timeout == null ? Duration.ofMinutes(30) : timeout;
        retryAttempts = retryAttempts == null ? 3 : retryAttempts;
        metadata = metadata == null ? Map.of() : metadata;
    }
}
