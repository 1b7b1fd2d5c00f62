package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

/** Removes what a tenant consists of, after which the tenant is forgotten. */
@LandlordWorkflow
class TenantDeletion(private val providers: ComputeProviders) {
    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            within(job, providers) { compute -> removeAll(compute) }
        }
}
