package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW101
import dev.landlord.workflow.errors.ErrorCode.LW102
import dev.landlord.workflow.errors.ErrorCode.LW103
import dev.landlord.workflow.errors.ErrorCode.LW109
import dev.landlord.workflow.errors.ErrorCode.LW128
import dev.landlord.workflow.errors.ErrorCode.LW129
import dev.landlord.workflow.errors.ErrorCode.LW130
import dev.landlord.workflow.errors.ErrorCode.LW132
import dev.landlord.workflow.errors.ErrorCode.LW133
import dev.landlord.workflow.errors.ErrorCode.LW187
import dev.landlord.workflow.errors.ErrorCode.LW188
import kotlin.time.Duration

/** The messages about the arguments of verbs. */
internal object VerbErrors {
    fun nullResult(verb: String): String =
        LW187.written("the block of $verb").expected("a value").found("null").toDo("return a value")

    fun nullArgument(verb: String, parameter: String): String =
        LW188.written("$verb(…)")
            .expected("a value for `$parameter`")
            .found("null")
            .toDo("pass a value")

    fun blankName(verb: String, name: String): String =
        LW101.written("$verb(\"$name\")")
            .expected(
                "a name that is not blank, because it identifies the step in the journal and for the operator"
            )
            .toDo("give it a short phrase such as \"create database\"")

    fun duration(what: String): String =
        LW102.written(what)
            .expected("a duration of zero to ${MAX_WAIT.inWholeDays} days")
            .toDo("check how the duration was computed")

    fun failCode(code: Int): String =
        LW103.written("fail(…, code = $code)")
            .expected(
                "an HTTP status from 400 to 599, because callers receive it as their response"
            )
            .toDo("use 400 for a bad request, 409 for a conflict, and 500 if no other code fits")

    fun replacedCode(message: String, code: Int): String {
        val reason =
            LW103.written("TerminalException($code, …)")
                .expected("an HTTP status from 400 to 599")
                .found("another code, so that callers receive 500")
                .toDo("use 400 for a bad request, 409 for a conflict, and 500 otherwise")
        return "$message ($reason)"
    }

    fun timeout(verb: String, name: String, timeout: Duration, limit: Duration): String =
        LW109.written("$verb(\"$name\", timeout = $timeout)")
            .expected(
                "a positive duration of at most $limit, after which Restate aborts the attempt"
            )
            .toDo(
                "start a longer operation in one step and wait for its end with sleep and a second " +
                    "step, or raise the maxAttemptDuration of the workflow"
            )

    fun concurrency(concurrency: Int): String =
        LW128.written("forEachParallel(…, concurrency = $concurrency)")
            .expected("1 or more")
            .toDo("leave it out to run all items at once")

    fun emptyRace(): String =
        LW129.written("race()")
            .expected("at least one body")
            .found("none")
            .toDo("check how the list was created")

    fun poll(property: String, found: Any, expected: String): String =
        LW130.written("poll($property = $found)")
            .expected(expected)
            .toDo("correct the value of $property")

    fun pollsTooOften(every: Duration, within: Duration, factor: Double, max: Int): String =
        LW130.written("poll(every = $every, within = $within, factor = $factor)")
            .expected("at most $max questions, because each stays in the journal")
            .found("more")
            .toDo("ask less often, or use a greater factor")

    fun callsItself(target: String): String =
        LW132.written("call($target)")
            .expected("another run as the target")
            .found("this run, which would wait for its own end")
            .toDo("use another key, or continue with continueAs")

    fun continueAsKey(key: String): String =
        LW133.written("continueAs(\"$key\")")
            .expected(
                "a key that is not blank and not the key of this run, because each key has one run"
            )
            .toDo("derive a new key, for example with a counter")

    fun continueAsInput(key: String, found: Any, expected: Any): String =
        LW133.written("continueAs(\"$key\")")
            .expected("an input of the type $expected, which the workflow takes")
            .found("an input of the type $found")
            .toDo("pass an input of the expected type")

    fun continueAsUnknown(key: String): String =
        LW133.written("continueAs(\"$key\")")
            .expected("a run that knows the name of its service")
            .found("a run of a handwritten service")
            .toDo("pass the service to WorkflowDefinition.run")
}
