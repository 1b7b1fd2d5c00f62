package dev.landlord.server.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.blueprint.Blueprint;
import dev.landlord.server.blueprint.BlueprintRun;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.tenant.Lifecycle;
import java.util.Map;

/**
 * A workflow in the catalog, as the API returns it.
 *
 * @param blueprint the blueprint; for a built-in workflow only its name and description
 * @param serviceName the name of the service at Restate
 * @param isRegistered whether Restate has registered the service
 * @param isBuiltIn whether the workflow is a part of Landlord
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

    /** The target that identifies the executions of this workflow. */
    @JsonIgnore
    public WorkflowTarget target() {
        return new WorkflowTarget(blueprint.workflowId(), serviceName);
    }

    /** The input of an execution, which {@code user} starts with {@code input}. */
    public JsonNode request(JsonNode input, String user) {
        if (!isBuiltIn) {
            return BlueprintRun.of(blueprint, input, user).toJson();
        }
        return input instanceof ObjectNode job ? job.deepCopy().put("requested_by", user) : input;
    }
}
