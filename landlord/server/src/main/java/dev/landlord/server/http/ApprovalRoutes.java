package dev.landlord.server.http;

import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.execution.Approvals;
import dev.landlord.server.execution.Approvals.Decision;
import dev.landlord.server.execution.Approvals.DecisionResult;
import dev.landlord.server.execution.ExecutionReader;
import dev.landlord.server.execution.PendingApproval;
import dev.landlord.server.execution.WorkflowTarget;
import dev.landlord.server.tenant.LabelSelector;
import dev.landlord.server.tenant.Lifecycle;
import dev.landlord.server.tenant.TenantStore;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/approvals}. */
final class ApprovalRoutes implements Routes {
    private static final String APPROVAL = "/v1/approvals/{workflow_id}/{execution_name}/{approval}";

    private final WorkflowCatalog catalog;
    private final ExecutionReader reader;
    private final Approvals approvals;
    private final TenantStore tenants;

    ApprovalRoutes(WorkflowCatalog catalog, ExecutionReader reader, Approvals approvals, TenantStore tenants) {
        this.catalog = catalog;
        this.reader = reader;
        this.approvals = approvals;
        this.tenants = tenants;
    }

    private interface Verb {
        DecisionResult decide(WorkflowTarget workflow, String execution, String approval, Decision decision);
    }

    @Override
    public void addTo(Javalin app) {
        QueryParameters filters = Page.parameters().once("workflow_id", "since").repeatable("label");
        app.get("/v1/approvals", this::list, Access.READ, filters);
        app.post(
                APPROVAL + "/approve",
                context -> decide(context, approvals::approve),
                Access.DECIDE,
                Change.APPROVAL_APPROVE);
        app.post(
                APPROVAL + "/reject",
                context -> decide(context, approvals::reject),
                Access.DECIDE,
                Change.APPROVAL_REJECT);
    }

    private void list(Context context) {
        String workflow = context.queryParam("workflow_id");
        Optional<Instant> since = Query.since(context);
        List<LabelSelector> labels = Query.labels(context);
        Page page = Page.of(context);
        List<WorkflowTarget> workflows = workflow == null ? catalog.targets() : List.of(catalog.target(workflow));
        List<PendingApproval> pending = reader.pendingApprovals(workflows).stream()
                .filter(approval -> since.map(
                                time -> !Instant.parse(approval.requestedAt()).isBefore(time))
                        .orElse(true))
                .toList();
        if (!labels.isEmpty()) {
            Set<String> runs = tenants.runs(labels);
            pending = pending.stream()
                    .filter(approval ->
                            Lifecycle.isWorkflow(approval.workflowId()) && runs.contains(approval.executionName()))
                    .toList();
        }
        page.send(context, "approvals", page.of(pending), pending.size());
    }

    private void decide(Context context, Verb verb) {
        Body body = Body.of(context, "value", "reason", "request");
        Decision decision = new Decision(
                AccessGuard.user(context).name(), body.get("value"), body.text("reason"), body.count("request"));
        body.throwIfInvalid();
        WorkflowTarget workflow = catalog.target(context.pathParam("workflow_id"));
        String execution = context.pathParam("execution_name");
        String approval = context.pathParam("approval");
        reader.pendingApprovals(workflow, execution, approval).stream()
                .findFirst()
                .ifPresent(pending -> {
                    AuditGuard.target(
                            context,
                            Change.APPROVAL_APPROVE.target(workflow.workflowId(), pending.executionName(), approval));
                    AuditGuard.before(context, pending);
                });
        DecisionResult decided = verb.decide(workflow, execution, approval, decision);
        AuditGuard.after(context, decided);
        Responses.send(context, 200, decided);
    }
}
