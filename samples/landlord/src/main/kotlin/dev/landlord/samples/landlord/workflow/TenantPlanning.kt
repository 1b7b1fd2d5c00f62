package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days

/**
 * Returns the changes that would provision a tenant, and makes none of them. If the job requires an
 * approval, a person has a week to approve; a rejection fails the run.
 */
@LandlordWorkflow
class TenantPlanning(private val providers: ComputeProviders) {
    /** The approval of the planned changes. */
    val plan by approval<Unit>(within = 7.days)

    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            val changes =
                runJob(job, providers) { compute ->
                    step("plan", compute.retry) {
                        compute.resources.map { resource ->
                            if (compute.find(resource) == null) "create $resource"
                            else "update $resource"
                        }
                    }
                }
            if (job.planning == Planning.APPROVAL) {
                val subject = "tenant ${job.tenantId} on ${job.computeProvider}: "
                awaitApproval(plan.request(subject + changes.joinToString(), job.requestedBy))
            }
            TenantOutcome(status = "planned", plan = changes)
        }
}
