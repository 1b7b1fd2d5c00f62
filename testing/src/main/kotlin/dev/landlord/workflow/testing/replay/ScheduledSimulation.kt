package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.InMemoryJournal.Operation
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import dev.restate.sdk.common.TerminalException
import kotlin.random.Random

/**
 * Applies a [Schedule] to a run. Of the timers, the one that is due first ends next.
 *
 * @param whenWaiting sends events from outside when no step is in progress, at most once for each
 *   length of the journal
 */
internal class ScheduledSimulation
@JvmOverloads
constructor(
    private val schedule: Schedule,
    private val whenWaiting: (InMemoryRun<*>) -> Unit = {},
) : Simulation {
    private val random = Random(schedule.order)
    private var actedAt = -1
    private val failed = HashSet<Command>()

    override fun next(run: InMemoryRun<*>, waiting: Sequence<Operation>): Operation? {
        val block = waiting.firstOrNull { it.at == null }
        if (block != null && schedule.order == 0L) return block
        val next = waiting.filter { it.at != null }.minByOrNull { checkNotNull(it.at) }
        if (block == null && actedAt != run.journal.size) {
            actedAt = run.journal.size
            // Sometimes a timer ends before an event from outside.
            if (next == null || schedule.order == 0L || random.nextBoolean()) whenWaiting(run)
        }
        if (schedule.order == 0L) return next
        val blocks = waiting.filter { it.at == null }
        return (blocks + listOfNotNull(next)).toList().randomOrNull(random)
    }

    override fun recorded(run: InMemoryRun<*>) {
        val entries = run.journal.size
        val last = run.journal.commands.last()
        if (run.journal.commands.size == schedule.failCommand && !last.isOwn) failed += last
        if (entries == schedule.cancelAfter) run.cancel()
        if (entries in schedule.crashAfter) throw AttemptEnded.Crashed
    }

    override fun failureOf(command: Command): Throwable? =
        if (command in failed) TerminalException("the schedule made ${command.label} fail")
        else null
}
