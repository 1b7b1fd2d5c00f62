package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import dev.landlord.server.blueprint.BlueprintParser;
import dev.landlord.server.catalog.CatalogEntry;
import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.execution.Execution;
import dev.landlord.server.execution.ExecutionControl;
import dev.landlord.server.execution.ExecutionControl.Started;
import dev.landlord.server.execution.ExecutionReader;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.workflow.JobLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code /v1/workflows/{id}/executions}. */
final class ExecutionRoutes implements Routes {
    private final WorkflowCatalog catalog;
    private final ExecutionReader reader;
    private final ExecutionControl control;

    ExecutionRoutes(WorkflowCatalog catalog, ExecutionReader reader, ExecutionControl control) {
        this.catalog = catalog;
        this.reader = reader;
        this.control = control;
    }

    private record StartedExecution(
            @JsonUnwrapped Execution execution,
            @JsonProperty("started") boolean isStarted) {}

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/workflows/{id}/executions", this::start, Access.OPERATE);
        app.get("/v1/workflows/{id}/executions", this::list, Access.READ);
        app.get("/v1/workflows/{id}/executions/{execution}", this::get, Access.READ);
        app.post("/v1/workflows/{id}/executions/{execution}/cancel", this::cancel, Access.OPERATE);
    }

    private WorkflowTarget target(Context context) {
        return catalog.target(context.pathParam("id"));
    }

    private void start(Context context) {
        Body body = Body.of(context, "execution_name", "input");
        String given = body.text("execution_name");
        JsonNode input = body.any("input");
        body.throwIfInvalid();
        BlueprintParser.requireInput(input);
        CatalogEntry workflow = catalog.find(context.pathParam("id"));
        if (workflow.isBuiltIn()) {
            requireAdmin(context);
            requireJob(input);
        }
        catalog.requireRegistered(workflow);
        String name = given == null ? UUID.randomUUID().toString() : given;
        Started started = control.start(
                workflow.target(),
                name,
                workflow.request(input, AccessGuard.user(context).name()));
        Execution execution = reader.find(workflow.target(), started.executionId());
        Responses.send(context, started.isNew() ? 201 : 200, new StartedExecution(execution, started.isNew()));
    }

    /** The workflows of tenants run by changes of tenants; by hand, they would pass by the plan and its approval. */
    private static void requireAdmin(Context context) {
        if (!Access.ADMINISTER.allows(AccessGuard.user(context))) {
            throw new ProblemException(
                    403,
                    "forbidden",
                    "only an admin starts a built-in workflow by hand; change the tenant, and Landlord starts it");
        }
    }

    private static void requireJob(JsonNode input) {
        List<FieldError> errors = JobLimits.errors(input).entrySet().stream()
                .map(problem -> new FieldError("input." + problem.getKey(), problem.getValue()))
                .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private void list(Context context) {
        int limit = Query.number(context, "limit", 50, 1, 1_000);
        Responses.send(context, 200, Map.of("executions", reader.newest(target(context), limit)));
    }

    private void get(Context context) {
        Responses.send(context, 200, find(context));
    }

    private void cancel(Context context) {
        Body body = Body.of(context, "reason");
        String reason = body.required("reason");
        body.throwIfInvalid();
        control.cancel(target(context), context.pathParam("execution"), reason);
        Responses.send(context, 202, find(context));
    }

    private Execution find(Context context) {
        return reader.find(target(context), context.pathParam("execution"));
    }
}
