package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.CodeBlock
import com.squareup.kotlinpoet.FunSpec
import com.squareup.kotlinpoet.KModifier
import com.squareup.kotlinpoet.LIST
import com.squareup.kotlinpoet.MemberName
import com.squareup.kotlinpoet.ParameterizedTypeName.Companion.parameterizedBy
import com.squareup.kotlinpoet.STAR
import com.squareup.kotlinpoet.TypeName
import com.squareup.kotlinpoet.joinToCode
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import dev.landlord.workflow.codegen.model.WorkflowModel

/** Writes the handlers of approvals, signals, queries and promises, and the lists of them. */
internal object InteractionGenerator {
    private const val DSL = "dev.landlord.workflow"
    private const val ADAPTER = "dev.landlord.workflow.restate"
    val APPROVAL_INPUT: ClassName = ClassName(DSL, "ApprovalInput")
    val DECISION_INPUT: ClassName = ClassName(DSL, "DecisionInput")
    val APPROVAL_STATUS: ClassName = ClassName(DSL, "ApprovalStatus")

    private val INPUT = CodeBlock.of("input")
    private val VALUE = CodeBlock.of("value")
    private val UNIT = CodeBlock.of("%T", com.squareup.kotlinpoet.UNIT)

    fun lists(workflow: WorkflowModel): List<FunSpec> =
        Kind.entries.mapNotNull { kind ->
            val properties = workflow.interactions.filter { it.kind == kind }
            if (properties.isEmpty()) null else list(kind, properties)
        }

    private fun list(kind: Kind, properties: List<InteractionModel>): FunSpec =
        FunSpec.builder(kind.list)
            .addModifiers(KModifier.OVERRIDE)
            .returns(LIST.parameterizedBy(ClassName(DSL, kind.type).parameterizedBy(STAR)))
            .addStatement(
                "return listOf(%L)",
                properties.map { CodeBlock.of("workflow.%N", it.name) }.joinToCode(),
            )
            .build()

    fun handlers(workflow: WorkflowModel): List<FunSpec> =
        workflow.interactions.flatMap { interaction ->
            when (interaction.kind) {
                Kind.APPROVAL -> listOf(approve(interaction), reject(interaction))
                Kind.SIGNAL -> listOf(send(interaction))
                Kind.QUERY -> listOf(published(interaction))
                Kind.PROMISE -> listOf(complete(interaction), awaited(interaction))
            }
        }

    fun approvalInput(approval: InteractionModel): TypeName =
        if (approval.payload.isUnit) DECISION_INPUT
        else APPROVAL_INPUT.parameterizedBy(approval.payload.typeName())

    private fun approve(approval: InteractionModel): FunSpec {
        val input = approvalInput(approval)
        return handler(approval.approveHandler, approval, "Approves `${approval.name}`.")
            .addParameter("input", input)
            .returns(APPROVAL_STATUS)
            .calls("approve", approval, INPUT)
    }

    private fun reject(approval: InteractionModel): FunSpec =
        handler(approval.rejectHandler, approval, "Rejects `${approval.name}`.")
            .addParameter("input", DECISION_INPUT)
            .returns(APPROVAL_STATUS)
            .calls("reject", approval, INPUT)

    /** Restate's processor requires that a handler without input has no parameter. */
    private fun send(signal: InteractionModel): FunSpec {
        val handler = handler(signal.name, signal, "Sends `${signal.name}` to the run of this key.")
        val type: TypeName = signal.payload.typeName()
        return if (signal.payload.isUnit) handler.calls("send", signal, UNIT)
        else handler.addParameter("value", type).calls("send", signal, VALUE)
    }

    private fun complete(promise: InteractionModel): FunSpec {
        val summary = "Completes `${promise.name}` of the run of this key."
        val handler = handler(promise.completeHandler, promise, summary)
        val type: TypeName = promise.payload.typeName()
        return if (promise.payload.isUnit) handler.calls("complete", promise, UNIT)
        else handler.addParameter("value", type).calls("complete", promise, VALUE)
    }

    private fun awaited(promise: InteractionModel): FunSpec =
        handler(
                promise.name,
                promise,
                "Waits for `${promise.name}` of the run of this key, and returns its value.",
            )
            .returns(promise.payload.typeName())
            .calls("awaited", promise, argument = null)

    private fun published(query: InteractionModel): FunSpec =
        handler(
                query.name,
                query,
                "Returns the value that the run of this key published as `${query.name}`.",
            )
            .returns(query.payload.typeName())
            .calls("published", query, argument = null)

    private fun handler(name: String, interaction: InteractionModel, summary: String) =
        FunSpec.builder(name)
            .addKdoc("%L", listOfNotNull(summary, interaction.documentation).joinToString("\n\n"))
            .addAnnotation(ServiceGenerator.SHARED)
            .addModifiers(KModifier.SUSPEND)
            .addParameter("context", ServiceGenerator.SHARED_CONTEXT)

    private fun FunSpec.Builder.calls(
        function: String,
        interaction: InteractionModel,
        argument: CodeBlock?,
    ): FunSpec =
        addStatement(
                "return %M(%L)",
                MemberName(ADAPTER, function),
                listOfNotNull(
                        CodeBlock.of("context, name, workflow.%N", interaction.name),
                        argument,
                    )
                    .joinToCode(),
            )
            .build()
}
