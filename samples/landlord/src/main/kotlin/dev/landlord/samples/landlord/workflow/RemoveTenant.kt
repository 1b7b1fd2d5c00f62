package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

/**
 * Removes the resources of a tenant, in reverse order of their creation. Missing resources, and
 * those with another claim, are skipped, so the removal of a tenant without resources succeeds. The
 * removal has no undo actions: after a failure, the caller starts it again.
 */
internal fun removeTenant(
    providers: ComputeProviders
): WorkflowDefinition<TenantJob, TenantOutcome> = landlordWorkflow { job ->
    runJob(job, providers) { compute ->
        for (resource in (compute.formerResources + compute.resources).distinct().reversed()) {
            step("remove $resource", compute.retry) { compute.remove(resource) }
        }
        TenantOutcome(status = "archived")
    }
}
