package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.json.JsonElement

/**
 * Makes what a tenant consists of, or nothing: what was made is removed again if the rest fails.
 */
@LandlordWorkflow
class TenantProvisioning(private val providers: ComputeProviders) {
    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            within(job, providers) { compute ->
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
 * Makes a resource. If that fails for good although the resource is there and ours, it is made: the
 * provider did it, and only could not say so.
 */
internal suspend fun WorkflowScope.create(resource: String, compute: JobCompute): JsonElement =
    try {
        step("create $resource", compute.retry) { compute.create(resource) }
    } catch (failure: TerminalException) {
        step<JsonElement?>("look for $resource", compute.retry) { compute.find(resource) }
            ?: throw failure
    }
