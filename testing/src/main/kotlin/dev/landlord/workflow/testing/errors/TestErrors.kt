package dev.landlord.workflow.testing.errors

import dev.landlord.workflow.errors.ErrorCode.LW141
import dev.landlord.workflow.errors.ErrorCode.LW142
import dev.landlord.workflow.errors.ErrorCode.LW143
import dev.landlord.workflow.errors.ErrorCode.LW149
import dev.landlord.workflow.errors.ErrorCode.LW154
import dev.landlord.workflow.errors.ErrorCode.LW155
import dev.landlord.workflow.errors.ErrorCode.LW156
import dev.landlord.workflow.errors.ErrorCode.LW170
import dev.landlord.workflow.errors.ErrorCode.LW194
import dev.landlord.workflow.testing.journal.Command
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException

/** The messages about a run in memory and about the check of its replays. */
internal object TestErrors {
    /** @param comparison the difference, and below it what was recorded and what was replayed */
    fun diverged(entry: Int, comparison: String): String =
        LW141.written("the workflow")
            .expected("each replay to request the operations in the journal")
            .found("at entry $entry $comparison")
            .toDo(
                "between its steps a body must compute the same values on every replay. Look before " +
                    "the reported line for a clock, a random number or UUID, the order of a hash set, a " +
                    "thread, the locale or time zone, the environment, or a variable that changes; " +
                    "replace it by the workflow's now, random or uuid, or by the result of a step"
            )

    /** @param last the failure of the last attempt; LW194 if it is an error of the library */
    fun endless(attempts: Int, waitsFor: List<Command>, last: Throwable?): String {
        last?.let(::libraryError)?.let {
            return misused(it.message.orEmpty())
        }
        val failing = waitsFor.joinToString { it.label }.ifEmpty { "the run" }
        val failure = last?.let { "; the last time: ${it.message ?: it}" }.orEmpty()
        return LW142.written("the run")
            .expected("it to end or to wait")
            .found(
                "no progress in $attempts attempts: $failing fails each time, under a policy without limit$failure"
            )
            .toDo("let it succeed, or give it a RetryPolicy that ends")
    }

    fun tooLong(entries: Int, next: Command): String =
        LW142.written("the run")
            .expected("it to end or to wait")
            .found("that it continues with ${next.label} after $entries entries in its journal")
            .toDo("check that its loops end in the test: arrange the event that they wait for")

    fun noInputs(): String =
        LW143.written("the inputs of the replay check")
            .expected("at least one input")
            .toDo("pass an ordinary one")

    fun iterations(iterations: Int): String =
        LW143.written("the replay check, iterations = $iterations")
            .expected("1 or more")
            .toDo("leave it out for the default")

    /**
     * The message of an error of the library, which already says what to do; LW149 for another
     * error.
     */
    fun ofBody(bug: Throwable): String = libraryError(bug)?.message ?: bug(bug)

    fun bug(bug: Throwable): String =
        LW149.written("the body")
            .expected("a result or a terminal failure")
            .found("that it threw $bug")
            .toDo(
                "if callers should receive this failure, throw it as a TerminalException; do input and " +
                    "output in a step, which is retried; otherwise fix it. A server would retry the run from its journal, get the same failure, and finally " +
                    "pause the run"
            )

    /** @param failure the text of a step or run that has failed with an error of the library */
    fun misused(failure: String): String =
        LW194.written("the workflow")
            .expected("no failure that is an error of this library")
            .found(failure)
            .toDo("do what that message says: it would fail on a server, too")

    fun alwaysRefused(refusals: Map<String, TerminalException>): String =
        LW154.written("whenWaiting of the replay check")
            .expected(
                "each call to be accepted at least once, so that the check covers what follows it"
            )
            .found(
                "only refusals of " +
                    refusals.entries.joinToString { (call, refusal) ->
                        "$call: ${refusal.code} ${refusal.message}"
                    }
            )
            .toDo("pass the token, the headers or the actor that the approval requires")

    fun unanswered(target: Target): String =
        LW155.written("$target")
            .expected(
                "the test to answer this request, because a run in memory reaches no other service"
            )
            .found("no answer")
            .toDo("add an answer(\"${target.service}/${target.handler}\") to the test")

    fun misfit(handler: String, cause: Throwable): String =
        LW155.written("answer(\"$handler\")")
            .expected("a parameter of the type that the run sends")
            .found("another type: ${cause.message?.lineSequence()?.first()}")
            .toDo("give the parameter the type of the handler's input")

    fun answerOf(handler: String): String =
        LW155.written("answer(\"$handler\")")
            .expected("the service and the handler, such as \"Payments/charge\"")
            .toDo("leave out the key")

    fun nativeContext(): String =
        LW156.written("withRestateContext")
            .expected("a run on a server")
            .found("a run in memory, which has no context of Restate")
            .toDo("test this body on a server, or move the code to a service that the body calls")

    fun computedDefault(path: String, first: String, second: String): String =
        LW170.written("the replay check")
            .expected("each replay to read the same input")
            .found(
                "that the field $path has a default that is computed: one request without it was read " +
                    "as $first and then as $second"
            )
            .toDo(
                "give the field a constant default or none, and take a time from now() and an id from " +
                    "uuid() in the body: Restate keeps a request as the caller sent it, and each replay " +
                    "reads it again"
            )

    /** A note, which does not fail the check. */
    fun unseen(captured: Collection<String>): String =
        "note: the check cannot compare some variables that steps use, and does not find a change in " +
            "them: ${captured.joinToString("; ")}. The body creates them; let a step capture only the " +
            "plain values that it needs."
}
