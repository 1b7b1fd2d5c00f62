package dev.landlord.workflow.blocking

import dev.landlord.workflow.Declared
import dev.landlord.workflow.DefinitionErrors
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.body.BlockingScope
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.kotlinType
import dev.landlord.workflow.typeArguments
import java.lang.reflect.Modifier
import kotlin.time.toKotlinDuration

/**
 * Returns the definition of a workflow that is written in Java, and gives its approvals, signals
 * and the like the names of their fields.
 *
 * @throws IllegalArgumentException if its input or result type is not known or not serialisable,
 *   LW179 or LW108, or its options are `null` or out of range, LW189, LW104 or LW112
 * @throws IllegalStateException if a field of a declaration is not public, LW178
 */
@InternalEngineApi
public fun <I, O> definitionOf(
    body: WorkflowBody<I, O>,
    carriers: Carriers = Carriers.ofProcess(),
): WorkflowDefinition<I, O> {
    bindDeclarations(body)
    val (input, output) = typesOf(body)
    @Suppress("USELESS_ELVIS")
    val options =
        body.options()
            ?: throw IllegalArgumentException(DefinitionErrors.nullOptions(body.javaClass))
    val code: suspend WorkflowScope.(I) -> O = { given ->
        val scope = this as BlockingScope
        @Suppress("UNCHECKED_CAST") val argument = if (given === Unit) null as I else given
        val result = body.run(BlockingWorkflow(scope.bodies, workflowId, input), argument)
        @Suppress("UNCHECKED_CAST")
        if (result == null && output.classifier == Unit::class) Unit as O else result
    }
    return WorkflowDefinition(
        options.stepRetry(),
        options.undoRetry(),
        options.maxResultSize(),
        options.maxAttemptDuration().toKotlinDuration(),
        input,
        output,
        code,
        carriers,
        body,
    )
}

private fun typesOf(body: WorkflowBody<*, *>) =
    try {
        val (input, output) = typeArguments(body.javaClass, WorkflowBody::class.java)
        kotlinType(input) to kotlinType(output)
    } catch (unknown: IllegalArgumentException) {
        throw IllegalArgumentException(
            DefinitionErrors.unknownTypes(body.javaClass, unknown.message.orEmpty()),
            unknown,
        )
    }

private fun bindDeclarations(body: WorkflowBody<*, *>) {
    val fields =
        generateSequence<Class<*>>(body.javaClass) { it.superclass }
            .flatMap { it.declaredFields.asSequence() }
            .filter {
                Declared::class.java.isAssignableFrom(it.type) && !Modifier.isStatic(it.modifiers)
            }
    for (field in fields) {
        val declared =
            if (Modifier.isPublic(field.modifiers)) {
                try {
                    field.get(body)
                } catch (_: IllegalAccessException) {
                    error(DefinitionErrors.unreadableField("$field"))
                }
            } else {
                error(DefinitionErrors.unreadableField("$field"))
            }
        (declared as Declared?)?.bind(field.name)
    }
}
