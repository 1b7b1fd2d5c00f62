package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.AnnotationSpec
import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.CodeBlock
import com.squareup.kotlinpoet.FileSpec
import com.squareup.kotlinpoet.FunSpec
import com.squareup.kotlinpoet.KModifier
import com.squareup.kotlinpoet.MemberName
import com.squareup.kotlinpoet.ParameterSpec
import com.squareup.kotlinpoet.ParameterizedTypeName.Companion.parameterizedBy
import com.squareup.kotlinpoet.PropertySpec
import com.squareup.kotlinpoet.STRING
import com.squareup.kotlinpoet.TypeSpec
import com.squareup.kotlinpoet.UNIT
import com.squareup.kotlinpoet.joinToCode
import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.WorkflowModel
import dev.landlord.workflow.codegen.model.WorkflowModel.Kind

/** Writes the Restate service of a valid workflow. The same model makes the same bytes. */
internal object ServiceGenerator {
    private val WORKFLOW = ClassName("dev.restate.sdk.annotation", "Workflow")
    private val NAME = ClassName("dev.restate.sdk.annotation", "Name")
    private val CUSTOM_SERDE_FACTORY = ClassName("dev.restate.sdk.annotation", "CustomSerdeFactory")
    private val SERDE_FACTORY = ClassName("dev.landlord.workflow.restate", "RequestSerdeFactory")
    val SHARED: ClassName = ClassName("dev.restate.sdk.annotation", "Shared")
    private val CONTEXT = ClassName("dev.restate.sdk.kotlin", "WorkflowContext")
    val SHARED_CONTEXT: ClassName = ClassName("dev.restate.sdk.kotlin", "SharedWorkflowContext")
    private val CONFIGURATOR =
        ClassName("dev.restate.sdk.endpoint.definition", "ServiceDefinition", "Configurator")
    private val DEFINITION = ClassName("dev.landlord.workflow", "WorkflowDefinition")
    private val SERVICE = ClassName("dev.landlord.workflow.restate", "WorkflowService")
    val STATUS: ClassName = ClassName("dev.landlord.workflow", "WorkflowStatus")
    private val WORKFLOW_STATUS = MemberName("dev.landlord.workflow.restate", "workflowStatus")
    private val CANCEL_WORKFLOW = MemberName("dev.landlord.workflow.restate", "cancelWorkflow")
    private val RUN = MemberName("dev.landlord.workflow.restate", "run", isExtension = true)

    /**
     * The name in the service for a workflow that is a top-level property, which may have any name.
     */
    private const val BODY = "workflow"

    fun generate(workflow: WorkflowModel): FileSpec =
        kotlinFile(workflow, workflow.serviceClass)
            .apply {
                if (workflow.kind == Kind.TOP_LEVEL_PROPERTY) {
                    addAliasedImport(MemberName(workflow.packageName, workflow.path.single()), BODY)
                }
            }
            .addFunction(RequestsGenerator.function(workflow))
            .addType(service(workflow, workflow.definitions.single()))
            .build()

    private fun service(workflow: WorkflowModel, definition: DefinitionModel): TypeSpec =
        TypeSpec.classBuilder(workflow.serviceClass)
            .addKdoc(
                "The Restate workflow service `%L`, which runs [%L].",
                workflow.serviceName,
                workflow.name,
            )
            .apply { workflow.documentation?.let { addKdoc("\n\n%L", it) } }
            .addKdoc(
                "\n\n@param name the name of the Restate service; with another name " +
                    "[dev.landlord.workflow.serve.WorkflowServer] serves the same workflow again"
            )
            .addAnnotation(WORKFLOW)
            .addAnnotation(
                AnnotationSpec.builder(NAME).addMember("%S", workflow.serviceName).build()
            )
            .addAnnotation(
                AnnotationSpec.builder(CUSTOM_SERDE_FACTORY)
                    .addMember("%T::class", SERDE_FACTORY)
                    .build()
            )
            .addSuperinterface(SERVICE)
            .apply { holds(workflow) }
            .addFunction(name())
            .addFunction(definition(workflow, definition))
            .addFunctions(InteractionGenerator.lists(workflow))
            .apply { documented(workflow)?.let(::addFunction) }
            .addFunction(run(definition))
            .addFunction(status())
            .addFunction(cancel())
            .addFunctions(InteractionGenerator.handlers(workflow))
            .addType(RequestsGenerator.type(workflow, definition))
            .build()

    /** The function that passes the KDoc of the workflow to Restate, whose UI shows it. */
    private fun documented(workflow: WorkflowModel): FunSpec? {
        val handlers =
            workflow.interactions.flatMap { interaction ->
                interaction.handlers.map { it to interaction.documentation }
            }
        if (workflow.documentation == null && handlers.all { it.second == null }) return null
        return FunSpec.builder("configure")
            .addModifiers(KModifier.OVERRIDE)
            .addParameter("service", CONFIGURATOR)
            .addStatement("super.configure(service)")
            .apply {
                workflow.documentation?.let { addStatement("service.documentation(%S)", it) }
                for ((handler, documentation) in handlers) {
                    if (documentation == null) continue
                    addStatement(
                        "service.configureHandler(%S) { it.documentation(%S) }",
                        handler,
                        documentation,
                    )
                }
            }
            .build()
    }

    /** The instance of the user's class, and the name to serve it under. */
    private fun TypeSpec.Builder.holds(workflow: WorkflowModel) {
        val constructor = FunSpec.constructorBuilder().addAnnotation(JvmOverloads::class)
        if (workflow.kind == Kind.CLASS) {
            val type = ClassName(workflow.packageName, workflow.path)
            constructor.addParameter("workflow", type)
            addProperty(
                PropertySpec.builder("workflow", type, KModifier.PRIVATE)
                    .initializer("workflow")
                    .build()
            )
        }
        val name =
            ParameterSpec.builder("name", STRING).defaultValue("%S", workflow.serviceName).build()
        primaryConstructor(constructor.addParameter(name).build())
        addProperty(
            PropertySpec.builder("name", STRING, KModifier.PRIVATE).initializer("name").build()
        )
    }

    private fun name(): FunSpec =
        FunSpec.builder("name")
            .addModifiers(KModifier.OVERRIDE)
            .returns(STRING)
            .addStatement("return name")
            .build()

    private fun definition(workflow: WorkflowModel, definition: DefinitionModel): FunSpec {
        val type =
            DEFINITION.parameterizedBy(definition.input.typeName(), definition.output.typeName())
        val function = FunSpec.builder("definition").addModifiers(KModifier.OVERRIDE).returns(type)
        return if (workflow.kind == Kind.CLASS) {
            function.addStatement("return workflow.%N", definition.name).build()
        } else {
            function.addStatement("return $BODY").build()
        }
    }

    /** Restate's processor requires that a handler without input has no parameter. */
    private fun run(definition: DefinitionModel): FunSpec =
        FunSpec.builder("run")
            .addKdoc("Runs the workflow, once for each key.")
            .addAnnotation(WORKFLOW)
            .addModifiers(KModifier.SUSPEND)
            .addParameter("context", CONTEXT)
            .apply {
                if (!definition.input.isUnit) addParameter("request", definition.input.typeName())
            }
            .returns(definition.output.typeName())
            .addStatement(
                "return definition().%M(context, %L, this)",
                RUN,
                if (definition.input.isUnit) CodeBlock.of("%T", UNIT) else "request",
            )
            .build()

    private fun status(): FunSpec =
        FunSpec.builder("status")
            .addKdoc("Returns the status of the run of this key.")
            .addAnnotation(SHARED)
            .addModifiers(KModifier.SUSPEND)
            .addParameter("context", SHARED_CONTEXT)
            .returns(STATUS)
            .addStatement("return %M(context, name)", WORKFLOW_STATUS)
            .build()

    private fun cancel(): FunSpec =
        FunSpec.builder("cancel")
            .addKdoc("Cancels the run of this key; then its undo actions run.")
            .addAnnotation(SHARED)
            .addModifiers(KModifier.SUSPEND)
            .addParameter("context", SHARED_CONTEXT)
            .addStatement("return %M(context, name)", CANCEL_WORKFLOW)
            .build()
}

private val GENERATED_CODE_API = ClassName("dev.landlord.workflow", "GeneratedCodeApi")

/**
 * A file of generated Kotlin, which names its source. It opts in to what only generated code may
 * use, and to whatever the workflow needs an opt-in for: the compiler reports a missing opt-in, or
 * the use of a deprecated symbol, in the source of the workflow and not here.
 */
internal fun kotlinFile(workflow: WorkflowModel, name: String): FileSpec.Builder {
    val markers =
        workflow.allMarkers
            .distinctBy { it.qualifiedName }
            .map { ClassName(it.packageName, it.path) }
    return FileSpec.builder(workflow.packageName, name)
        .indent("    ")
        .addFileComment(
            "Generated by landlord-ksp-processor from %L. Do not edit.",
            workflow.qualifiedName,
        )
        .addAnnotation(
            AnnotationSpec.builder(Suppress::class).addMember("%S", "DEPRECATION").build()
        )
        .addAnnotation(
            AnnotationSpec.builder(ClassName("kotlin", "OptIn"))
                .addMember(
                    "%L",
                    (listOf(GENERATED_CODE_API) + markers)
                        .map { CodeBlock.of("%T::class", it) }
                        .joinToCode(),
                )
                .build()
        )
}
