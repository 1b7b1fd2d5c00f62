package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.json.JsonElement

/** Creates the resources of a tenant. After a failure, the undo actions remove them. */
@LandlordWorkflow
class TenantProvisioning(private val providers: ComputeProviders) {
    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            runJob(job, providers) { compute ->
                val observed = LinkedHashMap<String, JsonElement>()
                for (resource in compute.resources) {
                    compensate("remove $resource") { compute.remove(resource) }
                    observed[resource] = create(resource, compute)
                }
                TenantOutcome.ready(observed)
            }
        }
}

/**
 * Creates a resource. If the step fails terminally, but the resource exists with the claim of the
 * tenant, the creation succeeded: the provider created the resource and then failed to report it.
 */
internal suspend fun WorkflowScope.create(resource: String, compute: JobCompute): JsonElement =
    try {
        step("create $resource", compute.retry) { compute.create(resource) }
    } catch (failure: TerminalException) {
        step<JsonElement?>("look for $resource", compute.retry) { compute.find(resource) }
            ?: throw failure
    }
