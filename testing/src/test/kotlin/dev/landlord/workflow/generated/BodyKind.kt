@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.generated

import dev.landlord.workflow.Campaign
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi

/** The language of a body, and on which [carriers] one in Java runs. */
class BodyKind private constructor(private val carriers: Carriers?) {
    /** `kotlin`, or the kind of carrier of a body in Java. */
    val name: String = carriers?.propertyValue() ?: "kotlin"

    fun program(nodes: List<Node>, effects: Effects): WorkflowDefinition<String, String> =
        if (carriers == null) workflow(nodes, effects)
        else definitionOf(JavaProgram(nodes, effects), carriers)

    companion object {
        val all: List<BodyKind> = listOf(BodyKind(null)) + Carriers.available().map { BodyKind(it) }

        /** In the bounded form only Kotlin, in full Java on each carrier too. */
        val ofCampaign: List<BodyKind> = all.take(Campaign.rounds(bounded = 1, full = all.size))

        fun of(name: String): BodyKind = all.single { it.name == name }
    }
}
