package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW105
import dev.landlord.workflow.errors.ErrorCode.LW106
import dev.landlord.workflow.errors.ErrorCode.LW131
import dev.landlord.workflow.errors.ErrorCode.LW190
import kotlin.time.Duration

/** The messages about a scope that is used where it must not be used. */
internal object ScopeErrors {
    fun outsideBody(what: String): String =
        LW105.written(what)
            .expected("a call from the body while it runs")
            .found("a call from the block of a step, from another thread, or after the run's end")
            .toDo(
                "call it in the body, and use its result in the block of the step; for work at the same " +
                    "time use parallel or forEachParallel instead of threads and parallel streams"
            )

    fun foreignSuspension(): String =
        LW106.written("the body")
            .expected("only verbs of the workflow to suspend it, such as step and sleep")
            .found("another suspending function")
            .toDo(
                "write the body as a lambda, or as an extension of WorkflowScope: the compiler does not " +
                    "check a body that is created from a function with the scope as a parameter"
            )

    fun slowTurn(workflow: String, taken: Duration, line: String): String =
        LW190.written("the body of $workflow")
            .expected(
                "less than 100 ms of its code between two verbs, because runs share the thread"
            )
            .found("that it runs for ${taken.inWholeMilliseconds} ms already, at $line")
            .toDo(
                "compute, and wait for other systems, in the block of a step. This workflow runs on " +
                    "other threads from now on, where each step takes longer"
            )

    fun waitingScope(what: String): String =
        LW131.written(what)
            .expected("the scope of the branch")
            .found("the scope of a body that waits for its branches")
            .toDo("call it without `this@…`")

    fun endedBranch(what: String): String =
        LW131.written(what)
            .expected("the scope of a running branch")
            .found("the scope of a branch that has ended")
            .toDo("return values from the branch instead of its scope")
}
