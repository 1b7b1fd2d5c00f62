package dev.landlord.workflow.codegen.generate

import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import dev.landlord.workflow.codegen.model.TypeModel
import dev.landlord.workflow.codegen.model.WorkflowModel

/** The values that the clients of a workflow send and receive. */
internal class ClientModel(val workflow: WorkflowModel) {
    private val definition = workflow.definition

    /** `null` if the workflow takes no input. No interaction may have the name of its field. */
    val request: ClientPayload? = definition.input.payload("submit")
    val result: ClientPayload? = definition.output.payload("attach")

    fun payload(interaction: InteractionModel): ClientPayload? =
        interaction.payload.payload(interaction.name, interaction.kind == Kind.APPROVAL)

    val payloads: List<ClientPayload>
        get() = listOfNotNull(request, result) + workflow.interactions.mapNotNull(::payload)

    private fun TypeModel.payload(field: String, isDecided: Boolean = false) =
        // A Kotlin object has a field of that name.
        if (isUnit) null
        else ClientPayload(if (field == "INSTANCE") "__$field" else field, this, isDecided)
}

/**
 * A type that goes over the wire.
 *
 * @property field the field with the payload of the type
 * @property isDecided whether it is the value of a decision, and part of the decision's JSON
 */
internal class ClientPayload(
    val field: String,
    val type: TypeModel,
    val isDecided: Boolean,
) {
    /**
     * Whether Java clients use a class of `java.time`: Java cannot create those of `kotlin.time`.
     */
    val isConverted: Boolean =
        !isDecided &&
            !type.isNullable &&
            type.packageName == "kotlin.time" &&
            type.path.single() in setOf("Duration", "Instant")

    /** The field with the payload for Java; no handler begins with an underscore. */
    val javaField: String = if (isConverted) "_$field" else field
}
