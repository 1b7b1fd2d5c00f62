package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

/** Removes what a tenant consists of. The tenant itself stays known. */
@LandlordWorkflow
class TenantArchiving(private val providers: ComputeProviders) {
    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            within(job, providers) { compute -> removeAll(compute) }
        }
}

/**
 * Removes what is there and ours, the last that was made first. What is missing needs no removing,
 * so a tenant that is not there is archived as well. Nothing of it is undone: after a failure it is
 * to be called again.
 */
internal suspend fun WorkflowScope.removeAll(compute: JobCompute): TenantOutcome {
    for (resource in (compute.formerResources + compute.resources).distinct().reversed()) {
        step("remove $resource", compute.retry) { compute.remove(resource) }
    }
    return TenantOutcome(status = "archived")
}
