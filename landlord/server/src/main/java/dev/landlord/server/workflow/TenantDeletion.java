package dev.landlord.server.workflow;

import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;

/** Removes the resources of a tenant. Landlord then deletes the record of the tenant. */
@LandlordWorkflow
public final class TenantDeletion implements WorkflowBody<TenantJob, TenantOutcome> {
    private final ComputeProviders providers;

    public TenantDeletion(ComputeProviders providers) {
        this.providers = providers;
    }

    @Override
    public TenantOutcome run(Workflow wf, TenantJob job) {
        return TenantWork.remove(wf, job, providers);
    }
}
