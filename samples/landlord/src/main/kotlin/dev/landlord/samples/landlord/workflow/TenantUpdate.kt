package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlinx.serialization.json.JsonElement

/**
 * Changes a tenant to its new configuration: updates the remaining resources, creates new ones, and
 * removes the others. After a failure, the undo actions restore the former state of each resource.
 */
@LandlordWorkflow
class TenantUpdate(private val providers: ComputeProviders) {
    val workflow =
        landlordWorkflow<TenantJob, TenantOutcome> { job ->
            runJob(job, providers) { compute ->
                val observed = LinkedHashMap<String, JsonElement>()
                for (resource in compute.resources) {
                    if (resource in compute.formerResources) {
                        compensate("restore $resource") { compute.restore(resource) }
                        observed[resource] =
                            step("update $resource", compute.retry) { compute.update(resource) }
                    } else {
                        compensate("remove $resource") { compute.remove(resource) }
                        observed[resource] = create(resource, compute)
                    }
                }
                for (resource in compute.formerResources.reversed() - compute.resources.toSet()) {
                    compensate("restore $resource") { compute.restore(resource) }
                    step("remove $resource", compute.retry) { compute.remove(resource) }
                }
                TenantOutcome.ready(observed)
            }
        }
}
