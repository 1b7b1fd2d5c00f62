package dev.landlord.workflow.codegen.generate

import com.palantir.javapoet.ClassName
import com.palantir.javapoet.CodeBlock
import com.palantir.javapoet.MethodSpec
import com.palantir.javapoet.ParameterizedTypeName
import com.palantir.javapoet.TypeName
import dev.landlord.workflow.codegen.model.InteractionModel
import javax.lang.model.element.Modifier

/** Writes the methods of a run in the client for Java. */
internal class JavaClientMethods(private val client: ClientModel) {
    private val payloads = ClassName.get(client.workflow.packageName, client.workflow.payloadsClass)
    private val request = listOfNotNull(client.request?.let { Parameter(typeOf(it), "request") })
    private val result = client.result?.let(::typeOf) ?: VOID

    /** A parameter of a generated method. */
    private class Parameter(val type: TypeName, val name: String)

    fun ofEachRun(): List<MethodSpec> {
        val input = CodeBlock.of("\$L, \$L", payload(client.request), request.singleOrNull()?.name)
        val timeout = Parameter(DURATION, "timeout")
        return method(
            "submit",
            "Starts the run, unless this key has one; the answer says which of the two.",
            request,
            SUBMISSION,
            CodeBlock.of("run.submit(\$L)", input),
        ) +
            method(
                "run",
                "Starts the run, unless this key has one, and waits for its result.",
                request + timeout,
                returned(client.result),
                optional(
                    client.result,
                    CodeBlock.of("run.run(\$L, \$L, timeout)", input, payload(client.result)),
                ),
                RESULT,
            ) +
            method(
                "attach",
                "Waits for the result of the run.",
                listOf(timeout),
                returned(client.result),
                optional(
                    client.result,
                    CodeBlock.of("run.attach(\$L, timeout)", payload(client.result)),
                ),
                RESULT + NOT_FOUND,
            ) +
            peek() +
            method(
                "cancel",
                "Asks the run to end and to undo its effects; a run that has ended does not change.",
                emptyList(),
                VOID,
                CodeBlock.of("run.cancel()"),
                NOT_FOUND,
            ) +
            method(
                "status",
                "The status of the run.",
                emptyList(),
                STATUS,
                CodeBlock.of("run.status()"),
                NOT_FOUND,
            )
    }

    private fun peek(): List<MethodSpec> =
        if (client.result == null)
            method(
                "peek",
                "Whether the run has completed without a failure.",
                emptyList(),
                TypeName.BOOLEAN,
                CodeBlock.of("run.hasCompleted()"),
                FAILED + NOT_FOUND,
            )
        else
            method(
                "peek",
                "The result of the run; empty until the run has ended.",
                emptyList(),
                ParameterizedTypeName.get(OPTIONAL, result.box()),
                CodeBlock.of("run.peek(\$L)", payload(client.result)),
                FAILED + NOT_FOUND,
            )

    fun approve(of: InteractionModel): List<MethodSpec> {
        val value =
            client.payload(of)
                ?: return decide(
                    of,
                    of.approveHandler,
                    "Approves",
                    listOf(Parameter(STRING, "actor")),
                )
        val handler = of.approveHandler
        val input = ParameterizedTypeName.get(APPROVAL_INPUT, typeOf(value).box())
        val actor = Parameter(STRING, "actor")
        fun call(decision: CodeBlock) =
            CodeBlock.of(
                "run.ask(\$S, \$L, \$L, \$T.DECIDED)",
                handler,
                payload(value),
                decision,
                PAYLOADS,
            )
        return method(
            handler,
            "Approves {@code ${of.name}}. $AGAIN",
            listOf(actor, Parameter(typeOf(value), "value")),
            APPROVAL_STATUS,
            call(CodeBlock.of("new \$T<>(actor, value)", APPROVAL_INPUT)),
            DECIDED,
            of,
        ) +
            method(
                handler,
                "Approves {@code ${of.name}}, with a reason, a decision token, or for a certain request.",
                listOf(Parameter(input, "decision")),
                APPROVAL_STATUS,
                call(CodeBlock.of("decision")),
                DECIDED,
                of,
            )
    }

    fun reject(of: InteractionModel): List<MethodSpec> =
        decide(
            of,
            of.rejectHandler,
            "Rejects",
            listOf(Parameter(STRING, "actor"), Parameter(STRING, "reason")),
        )

    private fun decide(
        of: InteractionModel,
        handler: String,
        verb: String,
        parameters: List<Parameter>,
    ): List<MethodSpec> {
        fun call(decision: CodeBlock) =
            CodeBlock.of(
                "run.ask(\$S, \$T.DECISION, \$L, \$T.DECIDED)",
                handler,
                PAYLOADS,
                decision,
                PAYLOADS,
            )
        return method(
            handler,
            "$verb {@code ${of.name}}. $AGAIN",
            parameters,
            APPROVAL_STATUS,
            call(CodeBlock.of("new \$T(\$L)", DECISION_INPUT, parameters.joinToString { it.name })),
            DECIDED,
            of,
        ) +
            method(
                handler,
                "$verb {@code ${of.name}}, with a reason, a decision token, or for a certain request.",
                listOf(Parameter(DECISION_INPUT, "decision")),
                APPROVAL_STATUS,
                call(CodeBlock.of("decision")),
                DECIDED,
                of,
            )
    }

    fun tell(handler: String, of: InteractionModel, summary: String): List<MethodSpec> {
        val value = client.payload(of)
        return method(
            handler,
            summary,
            listOfNotNull(value?.let { Parameter(typeOf(it), "value") }),
            VOID,
            CodeBlock.of(
                "run.tell(\$S, \$L, \$L, \$T.NOTHING)",
                handler,
                payload(value),
                if (value == null) "null" else "value",
                PAYLOADS,
            ),
            NOT_FOUND + REFUSED,
            of,
        )
    }

    fun query(of: InteractionModel): List<MethodSpec> {
        val value = client.payload(of)
        val type = value?.let(::typeOf) ?: VOID
        return method(
            of.name,
            "The value that the run published as {@code ${of.name}}; empty if it published none.",
            emptyList(),
            ParameterizedTypeName.get(OPTIONAL, type.box()),
            CodeBlock.of("run.query(\$S, \$L)", of.name, payload(value)),
            NOT_FOUND,
            of,
        )
    }

    fun await(of: InteractionModel): List<MethodSpec> {
        val value = client.payload(of)
        return method(
            of.name,
            "Waits for the value of the promise {@code ${of.name}} of the run.",
            listOf(Parameter(DURATION, "timeout")),
            returned(value),
            optional(value, CodeBlock.of("run.await(\$S, \$L, timeout)", of.name, payload(value))),
            NOT_FOUND + REFUSED + TIMEOUT,
            of,
        )
    }

    /** The method that blocks, and the one that returns the future of [call]. */
    private fun method(
        name: String,
        summary: String,
        parameters: List<Parameter>,
        result: TypeName,
        call: CodeBlock,
        failures: List<String> = emptyList(),
        of: InteractionModel? = null,
    ): List<MethodSpec> {
        val about = listOfNotNull(summary, of?.documentation?.let { "<p>" + javadoc(it) })
        val blocking =
            MethodSpec.methodBuilder(name)
                .addJavadoc(
                    "\$L",
                    (about + failures.joinToString("\n"))
                        .filter { it.isNotEmpty() }
                        .joinToString("\n\n"),
                )
                .addModifiers(Modifier.PUBLIC)
                .returns(if (result == VOID) TypeName.VOID else result)
                .apply { parameters.forEach { addParameter(it.type, it.name) } }
                .addStatement(
                    if (result == VOID) "\$T.await(\$L)" else "return \$T.await(\$L)",
                    JavaClientGenerator.RUN_CLIENT,
                    call,
                )
        val future =
            MethodSpec.methodBuilder("${name}Async")
                .addJavadoc(
                    "The same without blocking. Cancelling the future ends the request and does not affect the run."
                )
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(FUTURE, result.box()))
                .apply { parameters.forEach { addParameter(it.type, it.name) } }
                .addStatement("return \$L", call)
        return listOf(blocking.build(), future.build())
    }

    /** The type that a method returns; an `Optional` if the value may be `null`. */
    private fun returned(payload: ClientPayload?): TypeName =
        when {
            payload == null -> VOID
            payload.type.isNullable -> ParameterizedTypeName.get(OPTIONAL, typeOf(payload).box())
            else -> typeOf(payload)
        }

    private fun optional(payload: ClientPayload?, call: CodeBlock): CodeBlock =
        if (payload?.type?.isNullable == true)
            CodeBlock.of("\$T.optional(\$L)", JavaClientGenerator.RUN_CLIENT, call)
        else call

    private fun typeOf(payload: ClientPayload): TypeName =
        if (payload.isConverted) ClassName.get("java.time", payload.type.path.single())
        else payload.type.javaName()

    private fun payload(payload: ClientPayload?): CodeBlock =
        if (payload == null) CodeBlock.of("\$T.NOTHING", PAYLOADS)
        else CodeBlock.of("\$T.\$N", payloads, payload.javaField)

    private companion object {
        const val AGAIN = "The same decision again gets the answer of the first."
        const val CLIENT = "dev.landlord.workflow.client"
        val PAYLOADS: ClassName = ClassName.get(JavaClientGenerator.INGRESS, "Payloads")
        val SUBMISSION: ClassName = ClassName.get(CLIENT, "Submission")
        val STATUS: ClassName = ClassName.get("dev.landlord.workflow", "WorkflowStatus")
        val APPROVAL_STATUS: ClassName = ClassName.get("dev.landlord.workflow", "ApprovalStatus")
        val APPROVAL_INPUT: ClassName = ClassName.get("dev.landlord.workflow", "ApprovalInput")
        val DECISION_INPUT: ClassName = ClassName.get("dev.landlord.workflow", "DecisionInput")
        val STRING: ClassName = ClassName.get("java.lang", "String")
        val VOID: ClassName = ClassName.get("java.lang", "Void")
        val DURATION: ClassName = ClassName.get("java.time", "Duration")
        val OPTIONAL: ClassName = ClassName.get("java.util", "Optional")
        val FUTURE: ClassName = ClassName.get("java.util.concurrent", "CompletableFuture")

        fun throws(exception: String, whenever: String) =
            listOf("@throws dev.landlord.workflow.client.$exception $whenever")

        val NOT_FOUND = throws("RunNotFoundException", "if this key has no run")
        val TIMEOUT =
            throws("WaitTimeoutException", "if the answer takes longer than {@code timeout}")
        val FAILED =
            throws(
                "RunFailedException",
                "if the run has failed; a subclass if it was cancelled, or not all effects are undone",
            )
        val RESULT = FAILED + TIMEOUT
        val REFUSED =
            throws("RequestRefusedException", "if the run has ended, or the value is refused")
        val DECIDED =
            NOT_FOUND +
                throws("AlreadyDecidedException", "if another decision was accepted before") +
                throws(
                    "RequestRefusedException",
                    "if the decision is refused; nothing has changed then",
                )
    }
}
