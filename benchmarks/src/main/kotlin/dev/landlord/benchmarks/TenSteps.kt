package dev.landlord.benchmarks

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlinx.serialization.Serializable

/** What a step of [tenSteps] gives. */
@Serializable public data class Parcel(val id: String, val weight: Int, val to: String)

/** Ten steps, one after the other, each with a small object as its result. */
public val tenSteps: WorkflowDefinition<String, String> = landlordWorkflow { place ->
    var weight = 0
    repeat(10) { n ->
        weight += step("send parcel $n") { Parcel("parcel-$n", n, place) }.weight
    }
    "$weight kg to $place"
}
