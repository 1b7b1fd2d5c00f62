package dev.landlord.workflow.testing.story

import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.InMemoryJournal.Operation
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import java.time.Instant

/**
 * What a test has arranged for: steps end as soon as they can and in the order in which they began,
 * unless held; timers when the test lets their time come.
 */
internal class StorySimulation : Simulation {
    private val arrangements = ArrayList<Arrangement>()

    /** Up to when timers may end. */
    var until: Instant = Instant.MIN

    var crashesEverywhere = false

    fun arrange(arrangement: Arrangement) {
        arrangements += arrangement
    }

    fun release(step: String): Boolean {
        val hold = holds().firstOrNull { it.step == step } ?: return false
        hold.isReleased = true
        return true
    }

    private fun holds() = arrangements.filterIsInstance<Hold>().filterNot { it.isReleased }

    /** What was arranged and has not happened. */
    fun unused(): List<Arrangement> = arrangements.filter { it.isUnused }

    override fun next(run: InMemoryRun<*>, waiting: Sequence<Operation>): Operation? {
        val free = waiting.filter { it.isSettled || !isHeld(it.command) }
        free
            .firstOrNull { it.at == null }
            ?.let {
                return it
            }
        // A retry comes by itself; what is due before it comes first.
        val retry = free.filter { it.isRetry }.minOfOrNull { checkNotNull(it.at) }
        val until = listOfNotNull(until, run.clock, retry).max()
        return free.filter { checkNotNull(it.at) <= until }.minByOrNull { checkNotNull(it.at) }
    }

    private fun isHeld(command: Command) = holds().any { it.step == command.name && it.use() }

    override fun asked(command: Command) = crash(command, Crash.Moment.BEFORE)

    override fun settled(run: InMemoryRun<*>, command: Command) =
        crash(command, Crash.Moment.DURING)

    override fun written(run: InMemoryRun<*>) {
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

    override fun failure(command: Command): Throwable? =
        arrangements.filterIsInstance<Failing>().firstNotNullOfOrNull {
            if (it.step == command.name) it.next() else null
        }
}

/** What a test says about a step, before the step is there. */
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
