package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW104
import dev.landlord.workflow.errors.ErrorCode.LW112
import dev.landlord.workflow.errors.ErrorCode.LW115
import kotlin.time.Duration

/** The messages about a workflow's declaration: its class, its properties and its policies. */
internal object DefinitionErrors {
    fun retry(property: String, found: Any?, expected: String): String =
        LW104.written("RetryPolicy($property = $found)")
            .expected(expected)
            .toDo("correct the value, or leave it out for the default")

    fun retryDelays(initialDelay: Duration, maxDelay: Duration): String =
        LW104.written("RetryPolicy(initialDelay = $initialDelay, maxDelay = $maxDelay)")
            .expected("a maxDelay, 10s by default, that is not below initialDelay")
            .toDo("set maxDelay to $initialDelay or more, or reduce initialDelay")

    fun maxResultSize(found: Int, max: Int): String =
        LW112.written("landlordWorkflow(maxResultSize = $found)")
            .expected("1 to $max bytes")
            .toDo("leave it out for 1 MiB")

    fun maxAttemptDuration(limit: Duration): String =
        LW112.written("landlordWorkflow(maxAttemptDuration = $limit)")
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
