package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** The branches of a [Fork]: the first that fails stops the others. */
internal class ParallelGroup<C>(owner: Branch, private val run: RunState, fork: Fork<C>) :
    Group(owner) {
    override val branches: List<Branch> =
        List(fork.codes.size) { Branch(run, this, owner.undo, fork.body(fork.codes[it])) }
    private var running = branches.size
    private var failed: TerminalException? = null

    override fun ended(branch: Branch, failure: TerminalException?, scheduler: Scheduler) {
        if (failure != null && failed == null) {
            failed = failure
            val why = StopReason.SIBLING_FAILED
            val text = "${why.text}: ${run.host.words(failure).shortened()}"
            val stop = BranchStoppedException(why, text, failure.code)
            branches.forEach { scheduler.stop(it, stop) }
        }
        if (--running > 0) return
        val cause = failed
        if (cause != null) scheduler.fail(owner, cause)
        else scheduler.succeed(owner, List(branches.size) { branches[it].result.getOrThrow() })
    }
}
