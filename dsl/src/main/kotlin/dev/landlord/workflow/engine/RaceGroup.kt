package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_CONFLICT

/**
 * The branches of a [Race]: the first that ends, with a failure or without, stops the others. The
 * undo actions of the others run before the race ends, or are kept.
 *
 * When the owner is stopped, its branches are too. One that ends because of that does not win, so
 * that the outcome of another that still settles is not lost (G3). If no branch wins, all undo
 * actions are kept, to run in their order (G2).
 */
internal class RaceGroup(owner: Branch, private val run: RunState, private val race: Race<*>) :
    Group(owner) {
    override val branches: List<Branch> = race.bodies.map { Branch(run, this, UndoStack(), it) }
    private var running = branches.size
    private var winner: Branch? = null
    private val lost = UndoStack()

    override fun ended(branch: Branch, failure: TerminalException?, scheduler: Scheduler) {
        if (winner == null && (failure == null || failure !== owner.stop)) {
            winner = branch
            owner.undo.takeOver(branch.undo)
            branches.forEach { scheduler.stop(it, stop()) }
        } else {
            lost.takeOver(branch.undo)
        }
        if (--running > 0) return
        if (!race.undoLosers || winner == null) owner.undo.takeOver(lost)
        if (lost.isEmpty) return finish(scheduler)
        val unwinding =
            UnwindingGroup(owner, run, Unwinding.OfSaga(lost, stop(), run)) { reported ->
                val text = run.host.words(reported)
                if (run.notUndone.any { it in text }) {
                    run.host.warn { "the undo of a race that was lost: $text" }
                }
                finish(scheduler)
            }
        scheduler.start(unwinding.branch)
    }

    private fun stop(): BranchStoppedException {
        val isOver = race.hasTimeLimit && winner === branches.first()
        val reason = if (isOver) StopReason.TIME_LIMIT else StopReason.RACE_LOST
        return BranchStoppedException(reason, reason.text, HTTP_CONFLICT)
    }

    private fun finish(scheduler: Scheduler) {
        val result = winner?.result
        val failure =
            if (result == null) owner.stop else result.exceptionOrNull() as TerminalException?
        if (failure == null) scheduler.succeed(owner, result?.getOrThrow())
        else scheduler.fail(owner, failure)
    }
}
