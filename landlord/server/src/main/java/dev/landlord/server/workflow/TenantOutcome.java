package dev.landlord.server.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a lifecycle workflow of a tenant.
 *
 * @param status {@code planned}, {@code ready} or {@code archived}
 * @param plan the planned changes
 * @param observedConfig the resources of the tenant, as the compute provider returned them
 * @param url the URL of the tenant
 */
// The order in which earlier code wrote the results of runs that are in flight.
@JsonPropertyOrder({"status", "plan", "observed_config", "url"})
public record TenantOutcome(
        String status,
        @Nullable List<String> plan,
        @JsonProperty("observed_config") @Nullable ObjectNode observedConfig,
        @Nullable String url) {
    /** The outcome of a plan. */
    public static TenantOutcome planned(List<String> changes) {
        return new TenantOutcome("planned", changes, null, null);
    }

    /** The outcome of a tenant with the resources {@code observed}. */
    public static TenantOutcome ready(Map<String, JsonNode> observed) {
        String url = observed.values().stream()
                .map(resource -> resource.path("url"))
                .filter(JsonNode::isValueNode)
                .filter(found -> !found.isNull())
                .map(JsonNode::asText)
                .findFirst()
                .orElse(null);
        ObjectNode observedConfig = JsonNodeFactory.instance.objectNode();
        observedConfig.setAll(observed);
        return new TenantOutcome("ready", null, observedConfig, url);
    }

    /** The outcome of a tenant whose resources were removed. */
    public static TenantOutcome archived() {
        return new TenantOutcome("archived", null, null, null);
    }
}
