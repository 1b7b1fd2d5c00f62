package dev.landlord.workflow.engine

import dev.landlord.workflow.RunRace
import dev.landlord.workflow.safeMessage
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_CONFLICT

/**
 * The branches of a `race`: the first that ends, well or not, stops the others. What the others
 * registered is undone before the race ends, or kept.
 *
 * When the owner is told to end, so are they: one that ends of that does not win, so that what
 * another one still settles is not lost (G3); and if nobody wins, all is kept, to be undone in its
 * order (G2).
 */
internal class RaceGroup(
    owner: Branch<*>,
    private val run: RunContext,
    private val race: RunRace<*>,
) : Group(owner) {
    override val branches: List<Branch<*>> =
        race.branches.map {
            Branch(run, this, UndoStack(), it)
        }
    private var running = branches.size
    private var winner: Branch<*>? = null
    private val lost = UndoStack()

    override fun ended(branch: Branch<*>, failure: TerminalException?, scheduler: Scheduler) {
        if (winner == null && (failure == null || failure !== owner.stopped)) {
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
            UnwindingGroup(owner, run, lost.unwinding(stop(), run)) { told ->
                val text = told.safeMessage
                if (run.notUndone.any { it in text }) {
                    run.log.warn { "the undo of a race that was lost: $text" }
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
        val failure = if (winner == null) owner.stopped else winner?.failure() as TerminalException?
        if (failure == null) scheduler.succeed(owner, winner?.outcome())
        else scheduler.fail(owner, failure)
    }
}
