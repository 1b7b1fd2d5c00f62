package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.testing.Schedule
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.InMemoryJournal.Operation
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import dev.restate.sdk.common.TerminalException
import kotlin.random.Random

/**
 * Does to a run what a [Schedule] says; timers end when they are due next. When no step is running,
 * [visit] may do something from outside first, once until something happens.
 */
internal class ScheduledSimulation
@JvmOverloads
constructor(
    private val schedule: Schedule,
    private val visit: (InMemoryRun<*>) -> Unit = {},
) : Simulation {
    private val random = Random(schedule.order)
    private var visitedAt = -1
    private val failed = HashSet<Command>()

    override fun next(run: InMemoryRun<*>, waiting: Sequence<Operation>): Operation? {
        val block = waiting.firstOrNull { it.at == null }
        if (block != null && schedule.order == 0L) return block
        val next = waiting.filter { it.at != null }.minByOrNull { checkNotNull(it.at) }
        if (block == null && visitedAt != run.journal.size) {
            visitedAt = run.journal.size
            // A timer is sometimes faster.
            if (next == null || schedule.order == 0L || random.nextBoolean()) visit(run)
        }
        if (schedule.order == 0L) return next
        val blocks = waiting.filter { it.at == null }
        return (blocks + listOfNotNull(next)).toList().randomOrNull(random)
    }

    override fun written(run: InMemoryRun<*>) {
        val entries = run.journal.size
        val last = run.journal.commands.last()
        if (run.journal.commands.size == schedule.failCommand && !last.isOwn) failed += last
        if (entries == schedule.cancelAfter) run.cancel()
        if (entries in schedule.crashAfter) throw AttemptEnded.Crashed
    }

    override fun failure(command: Command): Throwable? =
        if (command in failed) TerminalException("the schedule made ${command.label} fail")
        else null
}
