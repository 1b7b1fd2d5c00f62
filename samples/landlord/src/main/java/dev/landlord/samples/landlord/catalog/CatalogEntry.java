package dev.landlord.samples.landlord.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.samples.landlord.blueprint.Blueprint;
import dev.landlord.samples.landlord.blueprint.BlueprintRun;
import dev.landlord.samples.landlord.execution.WorkflowTarget;
import dev.landlord.samples.landlord.tenant.Lifecycle;
import java.util.Map;

/**
 * A workflow that there is, as the API shows it.
 *
 * @param blueprint what it does; of one that comes with Landlord only its name and what it is for
 * @param serviceName what Restate knows it by
 * @param isRegistered whether Restate knows it
 * @param isBuiltIn whether it comes with Landlord
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record CatalogEntry(
        @JsonUnwrapped Blueprint blueprint,
        String serviceName,
        @JsonProperty("registered") boolean isRegistered,
        @JsonProperty("built_in") boolean isBuiltIn) {

    static CatalogEntry of(Lifecycle workflow, String serviceName, boolean isRegistered) {
        Blueprint description = new Blueprint(
                workflow.workflowId(),
                workflow.workflowId(),
                workflow.description(),
                JsonNodeFactory.instance.objectNode(),
                null,
                null,
                Map.of(),
                null);
        return new CatalogEntry(description, serviceName, isRegistered, true);
    }

    /** Its executions are asked for with this. */
    @JsonIgnore
    public WorkflowTarget target() {
        return new WorkflowTarget(blueprint.workflowId(), serviceName);
    }

    /** What a run of it is started with, to work on {@code input}. */
    public JsonNode request(JsonNode input) {
        return isBuiltIn ? input : BlueprintRun.of(blueprint, input).toJson();
    }
}
