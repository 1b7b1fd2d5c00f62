package dev.landlord.workflow.codegen.generate

import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.WorkflowModel

/** What the clients of a workflow send and receive. */
internal class ClientModel(val workflow: WorkflowModel) {
    private val definition = workflow.definitions.single()

    /** `null` if there is none. Named by what no interaction may be named. */
    val request: ClientPayload? = definition.input.payload("submit")
    val result: ClientPayload? = definition.output.payload("attach")

    fun payload(interaction: InteractionModel): ClientPayload? =
        interaction.payload.payload(interaction.name, interaction.kind == Kind.APPROVAL)

    val payloads: List<ClientPayload>
        get() = listOfNotNull(request, result) + workflow.interactions.mapNotNull(::payload)

    private fun TypeModel.payload(field: String, isDecided: Boolean = false) =
        // An object has a field of that name already.
        if (isUnit) null
        else ClientPayload(if (field == "INSTANCE") "__$field" else field, this, isDecided)
}

/**
 * A type that goes over the wire.
 *
 * @property field what holds its payload
 * @property isDecided whether it is the value of a decision, and goes with that
 */
internal class ClientPayload(
    val field: String,
    val type: TypeModel,
    val isDecided: Boolean,
) {
    /** Whether Java has another class for it, for it cannot make those of `kotlin.time`. */
    val isConverted: Boolean =
        !isDecided &&
            !type.isNullable &&
            type.packageName == "kotlin.time" &&
            type.path.single() in setOf("Duration", "Instant")

    /** Begins as no handler does. */
    val javaField: String = if (isConverted) "_$field" else field
}
