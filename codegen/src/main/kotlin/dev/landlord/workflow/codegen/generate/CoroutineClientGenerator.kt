package dev.landlord.workflow.codegen.generate

import com.squareup.kotlinpoet.BOOLEAN
import com.squareup.kotlinpoet.ClassName
import com.squareup.kotlinpoet.CodeBlock
import com.squareup.kotlinpoet.FileSpec
import com.squareup.kotlinpoet.FunSpec
import com.squareup.kotlinpoet.INT
import com.squareup.kotlinpoet.KModifier
import com.squareup.kotlinpoet.MemberName
import com.squareup.kotlinpoet.ParameterSpec
import com.squareup.kotlinpoet.PropertySpec
import com.squareup.kotlinpoet.STRING
import com.squareup.kotlinpoet.TypeName
import com.squareup.kotlinpoet.TypeSpec
import com.squareup.kotlinpoet.UNIT
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind

/** Writes the client for Kotlin, whose functions suspend. */
internal class CoroutineClientGenerator(private val client: ClientModel) {
    private val workflow = client.workflow
    private val payloads = ClassName(workflow.packageName, workflow.payloadsClass)
    private val type = ClassName(workflow.packageName, workflow.coroutineClientClass)
    private val run = type.nestedClass("Run")
    private val scope = type.nestedClass("Scope")

    fun generate(): FileSpec =
        kotlinFile(workflow, workflow.coroutineClientClass).addType(connection()).build()

    private fun connection(): TypeSpec =
        TypeSpec.classBuilder(type)
            .addKdoc(
                "Calls the workflow `%L` over Restate's ingress; its functions suspend. Thread-safe: " +
                    "share one client, and close it at the end. Cancelling a coroutine ends its " +
                    "request and does not affect the run.",
                workflow.serviceName,
            )
            .apply { workflow.documentation?.let { addKdoc("\n\n%L", it) } }
            .addSuperinterface(AutoCloseable::class)
            .holds("connection", CONNECTION, KModifier.PRIVATE)
            .addFunction(runOfKey())
            .addFunction(
                FunSpec.builder("scope")
                    .addKdoc("%L", SCOPE_KDOC)
                    .addParameter("scope", STRING)
                    .returns(scope)
                    .addStatement("return %T(connection.scope(scope))", scope)
                    .build()
            )
            .addFunction(
                FunSpec.builder("close")
                    .addKdoc("Ends the requests in flight. The runs go on.")
                    .addModifiers(KModifier.OVERRIDE)
                    .addStatement("connection.close()")
                    .build()
            )
            .addType(run())
            .addType(scope())
            .addType(
                // Named, so that a class of the user may have that name.
                TypeSpec.companionObjectBuilder("Companion")
                    .addFunction(connect("url", STRING, CodeBlock.of("%T.to(url)", OPTIONS)))
                    .addFunction(connect("options", OPTIONS, CodeBlock.of("options")))
                    .build()
            )
            .build()

    private fun scope(): TypeSpec =
        TypeSpec.classBuilder(scope)
            .addKdoc("The runs in one flow-control scope of Restate.")
            .holds("connection", CONNECTION, KModifier.INTERNAL)
            .addFunction(runOfKey())
            .build()

    private fun runOfKey(): FunSpec =
        FunSpec.builder("workflow")
            .addKdoc("The run of that [key], whether it exists or not.")
            .addParameter("key", STRING)
            .returns(run)
            .addStatement("return %T(connection.requests(key))", run)
            .build()

    /** Adds a constructor of that [visibility] and a private property. */
    private fun TypeSpec.Builder.holds(name: String, type: TypeName, visibility: KModifier) =
        primaryConstructor(
                FunSpec.constructorBuilder()
                    .addModifiers(visibility)
                    .addParameter(name, type)
                    .build()
            )
            .addProperty(
                PropertySpec.builder(name, type, KModifier.PRIVATE).initializer(name).build()
            )

    private fun connect(parameter: String, type: TypeName, options: CodeBlock): FunSpec =
        FunSpec.builder("connect")
            .addKdoc(
                "A client of the Restate server whose ingress has this URL; sends nothing yet."
            )
            .addParameter(parameter, type)
            .returns(this.type)
            .addStatement(
                "return %T(%T.open(%L, %S))",
                this.type,
                CONNECTION,
                options,
                workflow.serviceName,
            )
            .build()

    private fun run(): TypeSpec =
        TypeSpec.classBuilder(run)
            .addKdoc("The run of one key.")
            .holds("run", RUN_REQUESTS, KModifier.INTERNAL)
            .addFunction(
                FunSpec.builder("key")
                    .addKdoc("The key of the run.")
                    .returns(STRING)
                    .addStatement("return run.key")
                    .build()
            )
            .addFunctions(ofEachRun())
            .addFunctions(workflow.interactions.flatMap(::functions))
            .build()

    private fun ofEachRun(): List<FunSpec> {
        val request = client.request
        val input =
            CodeBlock.of("%L, %L", payload(request), if (request == null) "null" else "request")
        fun started(name: String, kdoc: String) =
            function(name, kdoc).apply {
                if (request != null) addParameter("request", request.type.typeName())
            }
        val result = client.result?.type?.typeName() ?: UNIT
        val peek =
            if (client.result == null)
                function("peek", "Whether the run has completed without a failure.")
                    .answers(BOOLEAN, CodeBlock.of("run.hasCompleted()"))
            else
                function("peek", "The result of the run; `null` until the run has ended.")
                    .answers(
                        result.copy(nullable = true),
                        CodeBlock.of("run.peek(%L)", payload(client.result)),
                    )
        return listOf(
            started(
                    "submit",
                    "Starts the run, unless this key has one; the answer says which of the two.",
                )
                .answers(SUBMISSION, CodeBlock.of("run.submit(%L)", input)),
            started(
                    "run",
                    "Starts the run, unless this key has one, and waits for its result.",
                )
                .addParameter("timeout", DURATION)
                .answers(
                    result,
                    CodeBlock.of(
                        "run.run(%L, %L, timeout.%M())",
                        input,
                        payload(client.result),
                        TO_JAVA,
                    ),
                ),
            function("attach", "Waits for the result of the run.")
                .addParameter("timeout", DURATION)
                .answers(
                    result,
                    CodeBlock.of("run.attach(%L, timeout.%M())", payload(client.result), TO_JAVA),
                ),
            peek,
            function(
                    "cancel",
                    "Asks the run to end and to undo its effects; a run that has ended does not change.",
                )
                .answers(UNIT, CodeBlock.of("run.cancel()")),
            function("status", "The status of the run.")
                .answers(ServiceGenerator.STATUS, CodeBlock.of("run.status()")),
        )
    }

    private fun functions(of: InteractionModel): List<FunSpec> =
        when (of.kind) {
            Kind.APPROVAL -> listOf(approve(of), reject(of))
            Kind.SIGNAL -> listOf(sendValue(of.name, of, "Sends the signal `${of.name}` to the run."))
            Kind.QUERY ->
                listOf(
                    function(
                            of.name,
                            "The value that the run published as `${of.name}`; `null` if it published none.",
                            of,
                        )
                        .answers(
                            of.payload.typeName().copy(nullable = true),
                            CodeBlock.of("run.query(%S, %L)", of.name, payload(of)),
                        )
                )
            Kind.PROMISE ->
                listOf(
                    sendValue(of.completeHandler, of, "Sets the promise `${of.name}` of the run, once."),
                    function(
                            of.name,
                            "Waits for the value of the promise `${of.name}` of the run.",
                            of,
                        )
                        .addParameter("timeout", DURATION)
                        .answers(
                            of.payload.typeName(),
                            CodeBlock.of(
                                "run.await(%S, %L, timeout.%M())",
                                of.name,
                                payload(of),
                                TO_JAVA,
                            ),
                        ),
                )
        }

    private fun approve(of: InteractionModel): FunSpec {
        val value = client.payload(of)
        val decision =
            if (value == null)
                CodeBlock.of(
                    "%T.DECISION, %T(actor, reason, token, request)",
                    PAYLOADS,
                    InteractionGenerator.DECISION_INPUT,
                )
            else
                CodeBlock.of(
                    "%T.%N, %T(actor, value, reason, token, request)",
                    payloads,
                    value.field,
                    InteractionGenerator.APPROVAL_INPUT,
                )
        return decided(of.approveHandler, "Approves `${of.name}`.", of, value, decision)
    }

    private fun reject(of: InteractionModel): FunSpec =
        decided(
            of.rejectHandler,
            "Rejects `${of.name}`.",
            of,
            null,
            CodeBlock.of(
                "%T.DECISION, %T(actor, reason, token, request)",
                PAYLOADS,
                InteractionGenerator.DECISION_INPUT,
            ),
        )

    private fun decided(
        handler: String,
        summary: String,
        of: InteractionModel,
        value: ClientPayload?,
        decision: CodeBlock,
    ): FunSpec =
        function(handler, "$summary The same decision again gets the answer of the first.", of)
            .addParameter("actor", STRING)
            .apply { if (value != null) addParameter("value", value.type.typeName()) }
            .addParameter(optional("reason", STRING))
            .addParameter(optional("token", STRING))
            .addParameter(optional("request", INT))
            .answers(
                InteractionGenerator.APPROVAL_STATUS,
                CodeBlock.of("run.ask(%S, %L, %T.DECIDED)", handler, decision, PAYLOADS),
            )

    private fun sendValue(handler: String, of: InteractionModel, summary: String): FunSpec {
        val value = client.payload(of)
        return function(handler, summary, of)
            .apply { if (value != null) addParameter("value", value.type.typeName()) }
            .answers(
                UNIT,
                CodeBlock.of(
                    "run.tell(%S, %L, %L, %T.NOTHING)",
                    handler,
                    payload(value),
                    if (value == null) "null" else "value",
                    PAYLOADS,
                ),
            )
    }

    private fun optional(name: String, type: TypeName) =
        ParameterSpec.builder(name, type.copy(nullable = true)).defaultValue("null").build()

    private fun function(name: String, summary: String, of: InteractionModel? = null) =
        FunSpec.builder(name)
            .addKdoc("%L", listOfNotNull(summary, of?.documentation).joinToString("\n\n"))
            .addModifiers(KModifier.SUSPEND)

    /** Sends the request that [call] makes, and suspends until its answer has come. */
    private fun FunSpec.Builder.answers(result: TypeName, call: CodeBlock): FunSpec {
        if (result == UNIT) return addStatement("%L.send()", call).build()
        return returns(result).addStatement("return %L.send()", call).build()
    }

    private fun payload(of: InteractionModel) = payload(client.payload(of))

    private fun payload(payload: ClientPayload?): CodeBlock =
        if (payload == null) CodeBlock.of("%T.NOTHING", PAYLOADS)
        else CodeBlock.of("%T.%N", payloads, payload.field)

    private companion object {
        const val SCOPE_KDOC =
            "The runs in that flow-control [scope] of Restate, whose name has 1 to 36 letters, " +
                "digits, `_`, `-` and `.`. The same key in two scopes, or in a scope and in none, " +
                "is two runs. Uses the connection of this client, which is closed with it."
        const val CLIENT = "dev.landlord.workflow.client"
        const val INGRESS = "dev.landlord.workflow.ingress"
        val CONNECTION = ClassName(INGRESS, "ClientConnection")
        val OPTIONS = ClassName(CLIENT, "ClientOptions")
        val RUN_REQUESTS = ClassName(INGRESS, "RunRequests")
        val PAYLOADS = ClassName(INGRESS, "Payloads")
        val SUBMISSION = ClassName(CLIENT, "Submission")
        val DURATION = ClassName("kotlin.time", "Duration")
        val TO_JAVA = MemberName("kotlin.time", "toJavaDuration", isExtension = true)
    }
}
