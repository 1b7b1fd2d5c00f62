package dev.landlord.workflow.codegen.generate

import com.palantir.javapoet.ClassName
import com.palantir.javapoet.JavaFile
import com.palantir.javapoet.MethodSpec
import com.palantir.javapoet.ParameterizedTypeName
import com.palantir.javapoet.TypeName
import com.palantir.javapoet.TypeSpec
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import dev.landlord.workflow.codegen.model.WorkflowModel
import javax.lang.model.element.Modifier

/**
 * Writes the service of a workflow that is written in Java. From
 *
 * ```
 * @LandlordWorkflow
 * public final class ProvisionTenant implements WorkflowBody<ProvisionRequest, Tenant> {
 *     public final Approval<Budget> finance = Approval.of(Budget.class);
 *     …
 * }
 * ```
 *
 * it generates
 *
 * ```
 * public final class ProvisionTenantService extends JavaWorkflowService<ProvisionRequest, Tenant> {
 *     public ProvisionTenantService(ProvisionTenant workflow) {
 *         this(workflow, "ProvisionTenant");
 *     }
 *
 *     public ProvisionTenantService(ProvisionTenant workflow, String name) {
 *         super(workflow, name);
 *         approval(workflow.finance, new TypeRef<ApprovalInput<Budget>>() {});
 *     }
 *
 *     public static Requests request(String key) { … }
 *
 *     public static final class Requests { … }
 * }
 * ```
 */
internal class JavaServiceGenerator(private val workflow: WorkflowModel) {
    private val type = ClassName.get(workflow.packageName, workflow.serviceClass)
    private val requests = type.nestedClass("Requests")
    private val body =
        ClassName.get(
            workflow.packageName,
            workflow.path.first(),
            *workflow.path.drop(1).toTypedArray(),
        )
    private val input = workflow.definition.input.javaArgument()
    private val output = workflow.definition.output.javaArgument()

    fun generate(): JavaFile = javaFile(workflow, service())

    private fun service(): TypeSpec =
        TypeSpec.classBuilder(type)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addAnnotation(suppressed("deprecation", "removal"))
            .addJavadoc("\$L", documentation())
            .superclass(ParameterizedTypeName.get(SERVICE, input, output))
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addJavadoc("A service with the name {@code \$L}.", workflow.serviceName)
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(body, "workflow")
                    .addStatement("this(workflow, \$S)", workflow.serviceName)
                    .build()
            )
            .addMethod(constructor())
            .addMethod(
                MethodSpec.methodBuilder("request")
                    .addJavadoc(
                        "The requests to the run of that key, for other workflows:\n" +
                            "{@code wf.call(\$L.request(key).run(…))}.",
                        workflow.serviceClass,
                    )
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addParameter(STRING, "key")
                    .returns(requests)
                    .addStatement("return new \$T(key)", requests)
                    .build()
            )
            .addType(requests())
            .build()

    private fun documentation(): String =
        listOfNotNull(
                "The Restate workflow service {@code ${workflow.serviceName}}, which runs\n" +
                    "{@link ${workflow.name}}.",
                workflow.documentation?.let { "<p>" + javadoc(it) },
            )
            .joinToString("\n\n")

    private fun constructor(): MethodSpec =
        MethodSpec.constructorBuilder()
            .addJavadoc(
                "A service with another name, so that a server serves the same workflow again.\n\n" +
                    "@param workflow the workflow to run\n" +
                    "@param name the name of the Restate service"
            )
            .addModifiers(Modifier.PUBLIC)
            .addParameter(body, "workflow")
            .addParameter(STRING, "name")
            .addStatement("super(workflow, name)")
            .apply { workflow.documentation?.let { addStatement("documentation(\$S)", it) } }
            .apply { workflow.interactions.forEach { addInteraction(it) } }
            .build()

    private fun MethodSpec.Builder.addInteraction(of: InteractionModel) {
        val value = of.payload.javaArgument()
        when {
            of.kind == Kind.APPROVAL && of.payload.isUnit ->
                addStatement("approval(workflow.\$N)", of.name)
            of.kind == Kind.APPROVAL ->
                addStatement(
                    "approval(workflow.\$N, \$L)",
                    of.name,
                    typeReference(ParameterizedTypeName.get(APPROVAL_INPUT, value)),
                )
            else ->
                addStatement("\$L(workflow.\$N, \$L)", of.kind.word, of.name, typeReference(value))
        }
        val documentation = of.documentation ?: return
        of.handlers.forEach { addStatement("documentation(\$S, \$S)", it, documentation) }
    }

    private fun requests(): TypeSpec =
        TypeSpec.classBuilder(requests)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc(
                "Requests to the run of one key, for {@code wf.call} and {@code wf.send} in other workflows."
            )
            .addField(REQUESTS, "requests", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PRIVATE)
                    .addParameter(STRING, "key")
                    .addStatement("requests = new \$T(\$S, key)", REQUESTS, workflow.serviceName)
                    .build()
            )
            .addMethod(
                request("run", "Starts the run and returns its result.", "request", input, output)
            )
            .addMethod(request("status", "Returns the status of the run.", "", VOID, STATUS))
            .addMethod(
                request("cancel", "Cancels the run; then its undo actions run.", "", VOID, VOID)
            )
            .addMethods(workflow.interactions.flatMap(::requests))
            .build()

    private fun requests(of: InteractionModel): List<MethodSpec> {
        val value = of.payload.javaArgument()
        val name = of.name
        return when (of.kind) {
            Kind.APPROVAL -> {
                val approved =
                    if (of.payload.isUnit) DECISION_INPUT
                    else ParameterizedTypeName.get(APPROVAL_INPUT, value)
                listOf(
                    request(
                        of.approveHandler,
                        "Approves {@code $name}.",
                        "input",
                        approved,
                        DECIDED,
                    ),
                    request(
                        of.rejectHandler,
                        "Rejects {@code $name}.",
                        "input",
                        DECISION_INPUT,
                        DECIDED,
                    ),
                )
            }
            Kind.SIGNAL ->
                listOf(request(name, "Sends {@code $name} to the run.", "value", value, VOID))
            Kind.QUERY ->
                listOf(
                    request(
                        name,
                        "Returns the value that the run published as {@code $name}.",
                        "",
                        VOID,
                        value,
                    )
                )
            Kind.PROMISE ->
                listOf(
                    request(of.completeHandler, "Completes {@code $name}.", "value", value, VOID),
                    request(
                        name,
                        "Waits for {@code $name}, and returns its value.",
                        "",
                        VOID,
                        value,
                    ),
                )
        }
    }

    private fun request(
        handler: String,
        summary: String,
        parameter: String,
        input: TypeName,
        output: TypeName,
    ): MethodSpec {
        val method =
            MethodSpec.methodBuilder(handler)
                .addJavadoc(summary)
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(REQUEST, input, output))
        return if (input == VOID) {
            method
                .addStatement("return requests.of(\$S, \$L)", handler, typeReference(output))
                .build()
        } else {
            method
                .addParameter(input, parameter)
                .addStatement(
                    "return requests.of(\$S, \$N, \$L, \$L)",
                    handler,
                    parameter,
                    typeReference(input),
                    typeReference(output),
                )
                .build()
        }
    }

    companion object {
        private const val DSL = "dev.landlord.workflow"
        private const val ADAPTER = "dev.landlord.workflow.restate"
        val APPROVAL_INPUT: ClassName = ClassName.get(DSL, "ApprovalInput")
        private val DECISION_INPUT: ClassName = ClassName.get(DSL, "DecisionInput")
        private val DECIDED: TypeName = ClassName.get(DSL, "ApprovalStatus")
        private val STATUS: TypeName = ClassName.get(DSL, "WorkflowStatus")
        private val SERVICE = ClassName.get(ADAPTER, "JavaWorkflowService")
        private val REQUESTS = ClassName.get(ADAPTER, "JavaRequests")
        private val REQUEST = ClassName.get("dev.restate.common", "Request")
        private val STRING = ClassName.get("java.lang", "String")
        private val VOID: TypeName = ClassName.get("java.lang", "Void")
    }
}
