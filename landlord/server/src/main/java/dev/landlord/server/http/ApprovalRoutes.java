package dev.landlord.server.http;

import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.execution.Approvals;
import dev.landlord.server.execution.Approvals.Decision;
import dev.landlord.server.execution.Approvals.DecisionResult;
import dev.landlord.server.execution.ExecutionReader;
import dev.landlord.server.execution.WorkflowTarget;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Map;

/** {@code /v1/approvals}. */
final class ApprovalRoutes implements Routes {
    private static final String APPROVAL = "/v1/approvals/{workflow_id}/{execution_name}/{approval}";

    private final WorkflowCatalog catalog;
    private final ExecutionReader reader;
    private final Approvals approvals;

    ApprovalRoutes(WorkflowCatalog catalog, ExecutionReader reader, Approvals approvals) {
        this.catalog = catalog;
        this.reader = reader;
        this.approvals = approvals;
    }

    private interface Verb {
        DecisionResult decide(WorkflowTarget workflow, String execution, String approval, Decision decision);
    }

    @Override
    public void addTo(Javalin app) {
        app.get(
                "/v1/approvals",
                context ->
                        Responses.send(context, 200, Map.of("approvals", reader.pendingApprovals(catalog.targets()))),
                Access.READ);
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
