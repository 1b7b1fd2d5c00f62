package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days

/**
 * Says what would be done to make a tenant, and does nothing of it. If the job asks for an
 * approval, somebody has a week to agree; a rejection fails the run.
 */
@LandlordWorkflow
class TenantPlanning(private val providers: ComputeProviders) {
    /** What would be done may be done. */
    val plan by approval<Unit>(within = 7.days)

    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            val words =
                within(job, providers) { compute ->
                    step("plan", compute.retry) {
                        compute.resources.map { resource ->
                            if (compute.find(resource) == null) "create $resource"
                            else "update $resource"
                        }
                    }
                }
            if (job.planning == Planning.APPROVAL) {
                val subject = "tenant ${job.tenantId} on ${job.computeProvider}: "
                awaitApproval(plan, subject + words.joinToString(), job.requestedBy)
            }
            TenantOutcome(status = "planned", plan = words)
        }
}
