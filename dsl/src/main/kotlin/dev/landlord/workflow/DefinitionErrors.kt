package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW104
import dev.landlord.workflow.errors.ErrorCode.LW112
import dev.landlord.workflow.errors.ErrorCode.LW115
import dev.landlord.workflow.errors.ErrorCode.LW178
import dev.landlord.workflow.errors.ErrorCode.LW179
import dev.landlord.workflow.errors.ErrorCode.LW189
import kotlin.time.Duration

/** The messages about a workflow's declaration: its class, its properties and its policies. */
internal object DefinitionErrors {
    fun unnamed(kind: String): String =
        LW178.written("$kind.of(…)")
            .expected("a public final field of the workflow class")
            .found("no such field")
            .toDo("make it one; in Kotlin write `val x by ${kind.lowercase()}<T>()`")

    fun named(kind: String, field: String, other: String): String =
        LW178.written("the field $field")
            .expected("an object of its own, created by $kind.of")
            .found("the object of the field $other")
            .toDo("create one for each field")

    fun unknownTypes(body: Class<*>, found: String): String =
        LW179.written("${body.name} as a WorkflowBody")
            .expected("a class with a concrete input and result type")
            .found(found)
            .toDo("write `class … implements WorkflowBody<Request, Tenant>`")

    fun nullOptions(body: Class<*>): String =
        LW189.written("options() of ${body.name}")
            .expected("the options of the workflow")
            .found("null")
            .toDo("return WorkflowOptions.DEFAULT, or leave out the method")

    fun unreadableField(field: String): String =
        LW178.written("the field $field")
            .expected("a public field of a public class")
            .toDo("make both public; a module has to open or export its package")

    fun retry(property: String, found: Any?, expected: String): String =
        LW104.written("RetryPolicy($property = $found)")
            .expected(expected)
            .toDo("correct the value, or leave it out for the default")

    fun retryDelays(initialDelay: Duration, maxDelay: Duration): String =
        LW104.written("RetryPolicy(initialDelay = $initialDelay, maxDelay = $maxDelay)")
            .expected("a maxDelay, 10s by default, that is not below initialDelay")
            .toDo("set maxDelay to $initialDelay or more, or reduce initialDelay")

    fun maxResultSize(found: Int, max: Int): String =
        LW112.written("maxResultSize = $found")
            .expected("1 to $max bytes")
            .toDo("leave it out for 1 MiB")

    fun maxAttemptDuration(limit: Duration): String =
        LW112.written("maxAttemptDuration = $limit")
            .expected("1 second to ${MAX_PAUSE.inWholeDays} days")
            .toDo("leave it out for an hour")

    fun noClass(kind: String, name: String): String =
        LW115.written("val $name by $kind()")
            .expected("a property of the class that has the workflow")
            .found("a property outside a class, for which no handler is generated")
            .toDo("move it into the class")

    fun ofAnotherClass(declaration: Any): String =
        LW115.written("$declaration")
            .expected("a property of the class whose workflow uses it")
            .found("a property of another class, whose handlers do not reach this run")
            .toDo("declare it in the class of the workflow")
}
