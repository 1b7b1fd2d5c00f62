package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.FunSpec
import com.squareup.kotlinpoet.KModifier
import com.squareup.kotlinpoet.ParameterizedTypeName.Companion.parameterizedBy
import com.squareup.kotlinpoet.PropertySpec
import com.squareup.kotlinpoet.STRING
import com.squareup.kotlinpoet.TypeName
import com.squareup.kotlinpoet.TypeSpec
import com.squareup.kotlinpoet.UNIT
import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import dev.landlord.workflow.codegen.model.WorkflowModel

/**
 * Writes the requests by which other workflows call this one:
 * `call(provisionTenant("acme").run(request))`. They use the code that Restate's processor
 * generates from the service in the next round.
 */
internal object RequestsGenerator {
    private val REQUEST = ClassName("dev.restate.common", "Request")
    private const val TYPE = "Requests"

    /** The handlers whose functions Restate's processor prefixes, because it has its own. */
    private val RENAMED = setOf("send", "submit", "workflowHandle")

    fun function(workflow: WorkflowModel): FunSpec =
        FunSpec.builder(workflow.requestsFunction)
            .addKdoc(
                "The requests to the run of [%L] with this [key], for other workflows:\n" +
                    "`call(%L(key).run(…))`.",
                workflow.name,
                workflow.requestsFunction,
            )
            .addParameter("key", STRING)
            .returns(requests(workflow))
            .addStatement("return %T(key)", requests(workflow))
            .build()

    fun type(workflow: WorkflowModel, definition: DefinitionModel): TypeSpec =
        TypeSpec.classBuilder(TYPE)
            .addKdoc("Requests to the run of one key, for `call` and `send` in other workflows.")
            .primaryConstructor(
                FunSpec.constructorBuilder()
                    .addModifiers(KModifier.INTERNAL)
                    .addParameter("key", STRING)
                    .build()
            )
            .addProperty(
                PropertySpec.builder("key", STRING, KModifier.PRIVATE).initializer("key").build()
            )
            .addFunction(
                request(
                    workflow,
                    "run",
                    "request",
                    definition.input.typeName().takeUnless { definition.input.isUnit },
                    definition.output.typeName(),
                )
            )
            .addFunction(request(workflow, "status", "", null, ServiceGenerator.STATUS))
            .addFunction(request(workflow, "cancel", "", null, UNIT))
            .addFunctions(workflow.interactions.flatMap { requests(workflow, it) })
            .build()

    private fun requests(workflow: WorkflowModel, of: InteractionModel): List<FunSpec> {
        val payload = of.payload.typeName()
        val value = payload.takeUnless { of.payload.isUnit }
        return when (of.kind) {
            Kind.APPROVAL ->
                listOf(
                        of.approveHandler to InteractionGenerator.approvalInput(of),
                        of.rejectHandler to InteractionGenerator.DECISION_INPUT,
                    )
                    .map { (handler, input) ->
                        request(
                            workflow,
                            handler,
                            "input",
                            input,
                            InteractionGenerator.APPROVAL_STATUS,
                        )
                    }
            Kind.SIGNAL -> listOf(request(workflow, of.name, "value", value, UNIT))
            Kind.QUERY -> listOf(request(workflow, of.name, "", null, payload))
            Kind.PROMISE ->
                listOf(
                    request(workflow, of.completeHandler, "value", value, UNIT),
                    request(workflow, of.name, "", null, payload),
                )
        }
    }

    /** @param input the type of the input; `null` for a handler without input */
    private fun request(
        workflow: WorkflowModel,
        handler: String,
        parameter: String,
        input: TypeName?,
        output: TypeName,
    ): FunSpec {
        val handlers = ClassName(workflow.packageName, "${workflow.serviceClass}Handlers")
        val restates = if (handler in RENAMED) "_$handler" else handler
        val function =
            FunSpec.builder(handler).returns(REQUEST.parameterizedBy(input ?: UNIT, output))
        return if (input == null) {
            function.addStatement("return %T.%N(key)", handlers, restates).build()
        } else {
            function
                .addParameter(parameter, input)
                .addStatement("return %T.%N(key, %N)", handlers, restates, parameter)
                .build()
        }
    }

    private fun requests(workflow: WorkflowModel) =
        ClassName(workflow.packageName, workflow.serviceClass, TYPE)
}
