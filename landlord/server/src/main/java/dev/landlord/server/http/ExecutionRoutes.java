package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.landlord.api.FieldError;
import dev.landlord.server.blueprint.BlueprintParser;
import dev.landlord.server.catalog.CatalogEntry;
import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.execution.Execution;
import dev.landlord.server.execution.ExecutionControl;
import dev.landlord.server.execution.ExecutionControl.Started;
import dev.landlord.server.execution.ExecutionFilter;
import dev.landlord.server.execution.ExecutionPage;
import dev.landlord.server.execution.ExecutionReader;
import dev.landlord.server.execution.ExecutionStatus;
import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.execution.SubState;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.workflow.JobLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /v1/workflows/{id}/executions}. */
final class ExecutionRoutes implements Routes {
    private final WorkflowCatalog catalog;
    private final ExecutionReader reader;
    private final ExecutionControl control;
    private final RunQuota quota;

    ExecutionRoutes(WorkflowCatalog catalog, ExecutionReader reader, ExecutionControl control, RunQuota quota) {
        this.catalog = catalog;
        this.reader = reader;
        this.control = control;
        this.quota = quota;
    }

    private record StartedExecution(
            @JsonUnwrapped Execution execution,
            @JsonProperty("started") boolean isStarted) {}

    /** An execution in the audit: without its input and output, which may contain secrets. */
    @JsonNaming(SnakeCaseStrategy.class)
    private record ExecutionSummary(
            String executionId, String executionName, ExecutionStatus status, SubState subState) {
        static ExecutionSummary of(Execution execution) {
            return new ExecutionSummary(
                    execution.executionId(), execution.executionName(), execution.status(), execution.subState());
        }
    }

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/workflows/{id}/executions", this::start, Access.OPERATE, Change.EXECUTION_START);
        QueryParameters filters = Page.parameters().list("status", "sub_state").once("since");
        app.get("/v1/workflows/{id}/executions", this::list, Access.READ, filters);
        app.get("/v1/workflows/{id}/executions/{execution}", this::get, Access.READ);
        app.post(
                "/v1/workflows/{id}/executions/{execution}/cancel",
                this::cancel,
                Access.OPERATE,
                Change.EXECUTION_CANCEL);
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
        String name = given == null ? nameFrom(IdempotencyKey.atRestate(context)) : given;
        String user = AccessGuard.user(context).name();
        Started started = quota.within(
                user,
                () -> control.start(workflow.target(), name, workflow.request(input, user)),
                result -> Optional.of(result)
                        .filter(Started::isNew)
                        .map(isNew -> new RunQuota.Run(workflow.serviceName(), name)));
        Execution execution = reader.find(workflow.target(), started.executionId());
        AuditGuard.target(
                context, Change.EXECUTION_START.target(workflow.target().workflowId(), execution.executionName()));
        AuditGuard.after(context, ExecutionSummary.of(execution));
        Responses.send(context, started.isNew() ? 201 : 200, new StartedExecution(execution, started.isNew()));
    }

    /** The same name for a repeated request, so that it does not start a second execution. */
    private static String nameFrom(String idempotencyKey) {
        return UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                .toString();
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
        ExecutionFilter filter = new ExecutionFilter(
                Query.choices(context, "status", ExecutionStatus.values(), ExecutionStatus::word),
                Query.choices(context, "sub_state", SubState.values(), SubState::word),
                Query.since(context));
        Page page = Page.of(context);
        ExecutionPage found = reader.page(target(context), filter, page.offset(), page.limit());
        page.send(context, "executions", found.executions(), found.total());
    }

    private void get(Context context) {
        Responses.send(context, 200, find(context));
    }

    private void cancel(Context context) {
        Body body = Body.of(context, "reason");
        String reason = body.required("reason");
        body.throwIfInvalid();
        WorkflowTarget workflow = target(context);
        Execution before = find(context);
        AuditGuard.target(context, Change.EXECUTION_CANCEL.target(workflow.workflowId(), before.executionName()));
        AuditGuard.before(context, ExecutionSummary.of(before));
        control.cancel(workflow, before.executionName(), reason);
        Execution after = reader.find(workflow, before.executionName());
        AuditGuard.after(context, ExecutionSummary.of(after));
        Responses.send(context, 202, after);
    }

    private Execution find(Context context) {
        return reader.find(target(context), context.pathParam("execution"));
    }
}
