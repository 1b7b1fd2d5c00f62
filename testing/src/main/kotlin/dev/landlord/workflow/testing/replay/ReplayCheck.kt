package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.Schedule
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.NoAnswer
import dev.landlord.workflow.testing.memory.OtherServices
import dev.landlord.workflow.testing.memory.inMemoryRun
import kotlin.random.Random
import kotlinx.coroutines.runBlocking

/**
 * Looks for an input and a [Schedule] for which a replay goes another way than the run did: records
 * a run, then replays every prefix of its journal from scratch, in other [Surroundings] and at
 * another time, on the recorded instance of the definition and on a new one in turn.
 */
internal class ReplayCheck<I, O>(
    private val definition: () -> WorkflowDefinition<I, O>,
    private val waitsForClock: Boolean = true,
    private val services: OtherServices = OtherServices.None,
    private val visit: (InMemoryRun<*>) -> Unit = {},
) {
    private val late = ArrayList<Recorded<I, O>>()
    private var entries = 0

    /** What no replay could compare of the variables that blocks have captured. */
    val unseen = LinkedHashSet<String>()

    /** Tries each of [inputs] once, with the [schedule] given or the ones that [seed] makes. */
    fun find(inputs: Sequence<Sample<I>>, seed: Long, schedule: Schedule?): Finding<I>? {
        val random = Random(seed)
        inputs.forEachIndexed { number, input ->
            val tried =
                schedule ?: if (number % CALM == 0) Schedule() else Schedule.random(random, entries)
            divergence(input.value, tried)?.let {
                return shrink(Finding(input.value, input, tried, it))
            }
        }
        return late.firstNotNullOfOrNull { it.lateDivergence() }
    }

    private fun divergence(input: I, schedule: Schedule, isTraced: Boolean = false): Divergence? {
        val instance = definition()
        val isLate = waitsForClock && late.size < LATE
        val run =
            inMemoryRun(
                instance,
                input,
                ScheduledSimulation(schedule, visit),
                "test",
                // Another run would not differ as this one does in a later second, so it has to
                // know its lines.
                isTraced || isLate,
                isQuiet = true,
                services,
            )
        var bug: Throwable? = null
        try {
            runBlocking { run.proceed() }
        } catch (difference: JournalDifference) {
            return Divergence(run.journal, difference, run.journal.size, "after a crash")
        } catch (unarranged: NoAnswer) {
            throw unarranged
        } catch (thrown: Throwable) {
            run.journal.end = End.Threw("$thrown")
            bug = thrown
        }
        val recorded = Recorded(input, schedule, instance, run.journal)
        if (waitsForClock && (isTraced || isLate)) awaitTick(recorded.at, MILLISECOND)
        if (isLate) late += recorded
        entries = run.journal.size
        val divergence = recorded.divergence() ?: bug?.let { Divergence.ofBug(run.journal, it) }
        unseen += run.journal.unseen
        return divergence
    }

    private fun Recorded<I, O>.divergence(): Divergence? {
        Surroundings.all.forEachIndexed { group, surroundings ->
            // Not on the other thread: it may want a lock that this one holds.
            val other = definition()
            surroundings
                .inside {
                    journal
                        .prefixes()
                        .filterIndexed { index, _ -> index % Surroundings.all.size == group }
                        .firstNotNullOfOrNull { prefix ->
                            val same = prefix % 2 == 0
                            Replay(if (same) instance else other, journal, prefix, same)
                                .tracedDifference()
                                ?.let { Divergence(journal, it, prefix, "$surroundings") }
                        }
                }
                ?.let {
                    return it
                }
        }
        return null
    }

    /** What depends on the second shows only when another one has come. */
    private fun Recorded<I, O>.lateDivergence(): Finding<I>? {
        awaitTick(at, SECOND)
        return divergence()?.let { Finding(input, Sample(input), schedule, it) }
    }

    private fun shrink(found: Finding<I>): Finding<I> {
        var simplest =
            traced(found)?.let { Finding(found.original, found.sample, found.schedule, it) }
                ?: found
        var budget = SHRINKS
        while (true) {
            val schedules = simplest.schedule.simpler().map { simplest.sample to it }
            val inputs = simplest.sample.simpler().map { it to simplest.schedule }
            simplest =
                (schedules + inputs)
                    .takeWhile { budget-- > 0 }
                    .firstNotNullOfOrNull { (input, schedule) ->
                        divergence(input.value, schedule, isTraced = true)?.let {
                            Finding(found.original, input, schedule, it)
                        }
                    } ?: return simplest
        }
    }

    /** The same with source lines. What differs by chance may have to be run a few times. */
    private fun traced(found: Finding<I>): Divergence? =
        (1..TRIES).firstNotNullOfOrNull {
            divergence(found.sample.value, found.schedule, isTraced = true)
        }

    private class Recorded<I, O>(
        val input: I,
        val schedule: Schedule,
        val instance: WorkflowDefinition<I, O>,
        val journal: RecordedJournal,
    ) {
        val at = System.currentTimeMillis()
    }

    private companion object {
        /** Every so many runs nothing disturbs. */
        const val CALM = 4

        /** So many runs are replayed at another millisecond, and once more in another second. */
        const val LATE = 10
        const val SHRINKS = 200
        const val TRIES = 30
        const val MILLISECOND = 1L
        const val SECOND = 1000L
    }
}

/** An input, and simpler ones in case it fails. */
internal class Sample<out I>(
    val value: I,
    val simpler: () -> Sequence<Sample<I>> = { emptySequence() },
)

/** Where a replay of the first [entries] entries of [journal] went another way. */
internal class Divergence(
    val journal: RecordedJournal,
    val difference: JournalDifference,
    val entries: Int,
    val where: String,
    /** What every replay threw as the run had; nothing else differs then. */
    val bug: Throwable? = null,
) {
    companion object {
        fun ofBug(journal: RecordedJournal, bug: Throwable): Divergence {
            val difference = JournalDifference(journal.commands.size, "a bug", "the same")
            return Divergence(journal, difference, journal.size, "which threw it again", bug)
        }
    }
}

/** What fails: the simplest input and schedule that were found. */
internal class Finding<I>(
    val original: I,
    val sample: Sample<I>,
    val schedule: Schedule,
    val divergence: Divergence,
)
