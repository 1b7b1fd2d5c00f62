package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.safeMessage
import dev.landlord.workflow.shortened
import dev.restate.sdk.common.TerminalException

/** The branches of a `parallel`: the first that fails stops the others. */
internal class ParallelGroup(
    owner: Branch<*>,
    run: RunContext,
    bodies: List<suspend WorkflowScope.() -> Any?>,
) : Group(owner) {
    override val branches: List<Branch<*>> = bodies.map { Branch(run, this, owner.undo, it) }
    private var running = branches.size
    private var failed: TerminalException? = null

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) {
        if (failure != null && failed == null) {
            failed = failure
            val why = StopReason.SIBLING_FAILED
            val text = "${why.text}: ${shortened(failure.safeMessage)}"
            val stop = BranchStoppedException(why, text, failure.code)
            branches.forEach { scheduler.stop(it, stop) }
        }
        if (--running > 0) return
        val cause = failed
        if (cause != null) scheduler.fail(owner, cause)
        else scheduler.succeed(owner, branches.map { it.outcome() })
    }
}

/** Stops a branch because of what another branch did. */
internal class BranchStoppedException(val reason: StopReason, why: String, code: Int) :
    TerminalException(code, "stopped because $why")

/**
 * Why a branch is stopped from outside. A request for an approval that is withdrawn for this reason
 * keeps [text] in the journal, so the text depends on nothing that a replay may compute
 * differently, such as the message of a failure (G1).
 */
internal enum class StopReason(val text: String) {
    RACE_LOST("another branch won the race"),
    TIME_LIMIT("the time limit of withTimeout was reached"),
    SIBLING_FAILED("a parallel branch failed"),
    RUN_CANCELLED("the run was cancelled"),
}
