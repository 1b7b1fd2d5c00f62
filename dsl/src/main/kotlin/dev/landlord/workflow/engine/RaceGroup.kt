package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowScope
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_CONFLICT

/**
 * The branches of a `race`: the first that ends, well or not, stops the others. What the others
 * registered is undone before the race ends, or kept.
 */
internal class RaceGroup(
    owner: Branch<*>,
    private val run: RunContext,
    bodies: List<suspend WorkflowScope.() -> Any?>,
    private val undoLosers: Boolean,
) : Group(owner) {
    override val branches: List<Branch<*>> = bodies.map { Branch(run, this, UndoStack(), it) }
    private var running = branches.size
    private var winner: Branch<*>? = null
    private val lost = UndoStack()

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) {
        if (winner == null) {
            winner = branch
            owner.undo.takeOver(branch.undo)
            branches.forEach { scheduler.stop(it, stop()) }
        } else {
            lost.takeOver(branch.undo)
        }
        if (--running > 0) return
        if (!undoLosers) owner.undo.takeOver(lost)
        if (lost.isEmpty) return finish(scheduler)
        val unwinding =
            UnwindingGroup(owner, run, lost.unwinding(stop(), run)) { finish(scheduler) }
        scheduler.start(unwinding.branch)
    }

    private fun stop() = BranchStoppedException("another branch won the race", HTTP_CONFLICT)

    private fun finish(scheduler: Scheduler) {
        val winner = checkNotNull(winner)
        val failure = winner.failure() as TerminalException?
        if (failure == null) scheduler.succeed(owner, winner.outcome())
        else scheduler.fail(owner, failure)
    }
}
