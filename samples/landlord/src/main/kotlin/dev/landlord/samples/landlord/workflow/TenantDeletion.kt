package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowDefinition

/** Removes the resources of a tenant. Landlord then deletes the record of the tenant. */
@LandlordWorkflow
class TenantDeletion(providers: ComputeProviders) {
    val workflow: WorkflowDefinition<TenantJob, TenantOutcome> = removeTenant(providers)
}
