package dev.landlord.server.workflow;

import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.decision.DecisionRules;
import dev.landlord.workflow.Approval;
import dev.landlord.workflow.DecisionRequest;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.restate.serde.TypeRef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Returns the changes that would provision a tenant, and makes none of them. If the job requires an approval, a person has
 * a week to approve; a rejection fails the run.
 */
@LandlordWorkflow
public final class TenantPlanning implements WorkflowBody<TenantJob, TenantOutcome> {
    /** The approval of the planned changes. */
    public final Approval<Void> plan;

    private final ComputeProviders providers;

    /** @param rules who may approve the plan */
    public TenantPlanning(ComputeProviders providers, DecisionRules rules) {
        this.plan = rules.apply(Approval.of(Void.class).within(Duration.ofDays(7)));
        this.providers = providers;
    }

    @Override
    public TenantOutcome run(Workflow wf, TenantJob job) {
        List<String> changes = TenantWork.run(
                wf,
                job,
                providers,
                compute -> wf.step("plan", new TypeRef<List<String>>() {}, compute.options(), () -> changes(compute)));
        if (job.planning() == Planning.APPROVAL) {
            wf.awaitApproval(request(job, changes));
        }
        return TenantOutcome.planned(changes);
    }

    private static List<String> changes(JobCompute compute) throws IOException {
        List<String> changes = new ArrayList<>();
        for (String resource : compute.resources()) {
            changes.add((compute.find(resource) == null ? "create " : "update ") + resource);
        }
        return changes;
    }

    private DecisionRequest<Void> request(TenantJob job, List<String> changes) {
        DecisionRequest<Void> request = plan.request()
                .withSubject("tenant " + job.tenantId() + " on " + job.computeProvider() + ": "
                        + String.join(", ", changes));
        return request.withRequestedBy(job.requestedBy() == null ? "unknown" : job.requestedBy());
    }
}
