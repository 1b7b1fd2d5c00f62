package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowScope
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
            val stop =
                BranchStoppedException("a parallel branch failed: ${failure.message}", failure.code)
            branches.forEach { scheduler.stop(it, stop) }
        }
        if (--running > 0) return
        val cause = failed
        if (cause != null) scheduler.fail(owner, cause)
        else scheduler.succeed(owner, branches.map { it.outcome() })
    }
}

/** Tells a branch to end because of what another one did. */
internal class BranchStoppedException(why: String, code: Int) :
    TerminalException(code, "stopped because $why")
