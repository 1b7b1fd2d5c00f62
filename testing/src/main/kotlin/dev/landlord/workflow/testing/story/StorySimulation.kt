package dev.landlord.workflow.testing.story

import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.InMemoryJournal.Operation
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import java.time.Instant

/**
 * Applies the arrangements of a story to its run. A step that is not held ends as soon as it can,
 * in the order of the requests; a timer ends when the story has advanced the time so far.
 */
internal class StorySimulation : Simulation {
    private val arrangements = ArrayList<Arrangement>()

    /** The time up to which timers may end. */
    var until: Instant = Instant.MIN

    /** Whether the process crashes after every entry. */
    var crashesEverywhere = false

    fun arrange(arrangement: Arrangement) {
        arrangements += arrangement
    }

    /** Releases a held step. Returns false if the step is not held. */
    fun release(step: String): Boolean {
        val hold = holds().firstOrNull { it.step == step } ?: return false
        hold.isReleased = true
        return true
    }

    private fun holds() = arrangements.filterIsInstance<Hold>().filterNot { it.isReleased }

    /** The arrangements that have had no effect. */
    fun unused(): List<Arrangement> = arrangements.filter { it.isUnused }

    override fun next(run: InMemoryRun<*>, waiting: Sequence<Operation>): Operation? {
        val free = waiting.filter { it.isSettled || !isHeld(it.command) }
        free
            .firstOrNull { it.at == null }
            ?.let {
                return it
            }
        // The time advances to a retry by itself; a timer that is due before ends first.
        val retry = free.filter { it.isRetry }.minOfOrNull { checkNotNull(it.at) }
        val until = listOfNotNull(until, run.clock, retry).max()
        return free.filter { checkNotNull(it.at) <= until }.minByOrNull { checkNotNull(it.at) }
    }

    private fun isHeld(command: Command) = holds().any { it.step == command.name && it.use() }

    override fun requested(command: Command) = crash(command, Crash.Moment.BEFORE)

    override fun completed(run: InMemoryRun<*>, command: Command) =
        crash(command, Crash.Moment.DURING)

    override fun recorded(run: InMemoryRun<*>) {
        run.journal.lastCompleted()?.let { crash(it, Crash.Moment.AFTER) }
        if (crashesEverywhere) throw AttemptEnded.Crashed
    }

    private fun crash(command: Command, moment: Crash.Moment) {
        val planned =
            arrangements.filterIsInstance<Crash>().firstOrNull {
                it.step == command.name && it.moment == moment && it.isUnused
            } ?: return
        planned.use()
        throw AttemptEnded.Crashed
    }

    override fun failureOf(command: Command): Throwable? =
        arrangements.filterIsInstance<Failing>().firstNotNullOfOrNull {
            if (it.step == command.name) it.next() else null
        }
}

/** An event that a story arranges for a step in advance; [call] is the call that did so. */
internal sealed class Arrangement(val step: String, val call: String) {
    var isUnused: Boolean = true
        private set

    fun use(): Boolean {
        isUnused = false
        return true
    }
}

internal class Hold(step: String) : Arrangement(step, "hold(\"$step\")") {
    var isReleased: Boolean = false
}

internal class Crash(step: String, val moment: Moment) :
    Arrangement(step, "crash${moment.word}(\"$step\")") {
    enum class Moment(val word: String) {
        BEFORE("Before"),
        DURING("During"),
        AFTER("After"),
    }
}

internal class Failing(step: String, call: String, private var times: Int, val failure: Throwable) :
    Arrangement(step, call) {
    fun next(): Throwable? {
        if (times == 0) return null
        times--
        use()
        return failure
    }
}
