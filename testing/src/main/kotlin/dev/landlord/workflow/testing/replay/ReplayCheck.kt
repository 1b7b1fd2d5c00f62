package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.errors.ErrorMessage
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.MissingAnswer
import dev.landlord.workflow.testing.memory.OtherServices
import dev.landlord.workflow.testing.memory.inMemoryRun
import kotlin.random.Random
import kotlinx.coroutines.runBlocking

/**
 * Searches for an input and a [Schedule] for which a replay differs from the run. Records a run,
 * then replays every prefix of its journal from the start, in each [ReplayEnvironment] in turn and
 * at a later time, with the recorded instance of the definition and a new one in turn.
 *
 * @param waitsForClock whether to wait until the clock has advanced before a replay
 * @param services answers the requests to other services
 * @param whenWaiting sends events from outside when no step is in progress
 */
internal class ReplayCheck<I, O>(
    private val definition: () -> WorkflowDefinition<I, O>,
    private val waitsForClock: Boolean = true,
    private val services: OtherServices = OtherServices.None,
    private val whenWaiting: (InMemoryRun<*>) -> Unit = {},
) {
    private val late = ArrayList<Recorded<I, O>>()
    private var entries = 0

    /** The captured variables that replays cannot compare. */
    val skipped = LinkedHashSet<String>()

    /**
     * Tries each of [inputs] once, and simplifies the first input and schedule that differ.
     *
     * @param schedule for all inputs; `null` to generate one for each input from [seed]
     */
    fun find(inputs: Sequence<Sample<I>>, seed: Long, schedule: Schedule?): Finding<I>? {
        val random = Random(seed)
        inputs.forEachIndexed { number, input ->
            val tried =
                schedule
                    ?: if (number % UNDISTURBED_INTERVAL == 0) Schedule()
                    else Schedule.random(random, entries)
            divergence(input.value, tried)?.let {
                val found = Finding(input.value, input, tried, it)
                // What a body does while it is unwound does not depend on the schedule.
                return if (it.fault == null) shrink(found) else found
            }
        }
        return late.firstNotNullOfOrNull { it.lateDivergence() }
    }

    private fun divergence(input: I, schedule: Schedule, isTraced: Boolean = false): Divergence? {
        val instance = definition()
        val isLate = waitsForClock && late.size < MAX_LATE_RUNS
        val run =
            inMemoryRun(
                instance,
                input,
                ScheduledSimulation(schedule, whenWaiting),
                "test",
                // A late difference depends on the time of this run, which cannot be repeated to
                // find
                // the source lines.
                isTraced || isLate,
                isQuiet = true,
                services,
            )
        var bug: Throwable? = null
        try {
            runBlocking { run.proceed() }
        } catch (difference: JournalDifference) {
            return Divergence(run.journal, difference, run.journal.size, "after a crash")
        } catch (missing: MissingAnswer) {
            throw missing
        } catch (thrown: Throwable) {
            run.journal.end = End.Threw("$thrown")
            bug = thrown
        }
        val recorded = Recorded(input, schedule, instance, run.journal)
        if (waitsForClock && (isTraced || isLate)) awaitTick(recorded.at, MILLISECOND)
        if (isLate) late += recorded
        entries = run.journal.size
        // A lock or a scope of another run is found in other words on the threads of a replay.
        val misused = bug?.takeIf { ErrorMessage.hasId(it.message.orEmpty()) }
        val divergence =
            misused?.let { Divergence.ofBug(run.journal, it) }
                ?: recorded.divergence()
                ?: (bug ?: run.journal.misuse())?.let { Divergence.ofBug(run.journal, it) }
        skipped += run.journal.skipped
        return divergence
    }

    private fun Recorded<I, O>.divergence(): Divergence? {
        ReplayEnvironment.all.forEachIndexed { group, environment ->
            // Not on the thread of the environment: the definition may need a lock of this thread.
            val other = definition()
            environment
                .execute {
                    journal
                        .prefixes()
                        .filterIndexed { index, _ -> index % ReplayEnvironment.all.size == group }
                        .firstNotNullOfOrNull { prefix ->
                            val same = prefix % 2 == 0
                            val replay =
                                Replay(if (same) instance else other, journal, prefix, same)
                            replay.tracedDifference()?.let {
                                Divergence(journal, it, prefix, "$environment")
                            }
                                ?: replay.unwindingFault()?.let {
                                    Divergence.ofUnwinding(journal, it, prefix, "$environment")
                                }
                        }
                }
                ?.let {
                    return it
                }
        }
        return null
    }

    /** Replays in another second, to find a dependency on a coarse clock. */
    private fun Recorded<I, O>.lateDivergence(): Finding<I>? {
        awaitTick(at, SECOND)
        return divergence()?.let { Finding(input, Sample(input), schedule, it) }
    }

    private fun shrink(found: Finding<I>): Finding<I> {
        var simplest =
            traced(found)?.let { Finding(found.original, found.sample, found.schedule, it) }
                // It does not recur, so it depends on the time of its run. An earlier run that was
                // recorded with source lines differs now too.
                ?: late.firstNotNullOfOrNull { it.lateDivergence() }
                ?: found
        var budget = MAX_SHRINKS
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

    /**
     * Repeats [found] with source lines, several times because a random difference may not recur.
     */
    private fun traced(found: Finding<I>): Divergence? =
        (1..MAX_TRACE_ATTEMPTS).firstNotNullOfOrNull {
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
        /** One of so many runs has a schedule without disturbances. */
        const val UNDISTURBED_INTERVAL = 4

        /**
         * The number of runs that are replayed in another millisecond, and again in another second.
         */
        const val MAX_LATE_RUNS = 10
        const val MAX_SHRINKS = 200
        const val MAX_TRACE_ATTEMPTS = 30
        const val MILLISECOND = 1L
        const val SECOND = 1000L
    }
}

/** The failure of a step or of the run that is an error of this library. */
internal fun RecordedJournal.misuse(): Throwable? =
    (completions.map { it.failure?.message } + (end as? End.Failed)?.message)
        .firstOrNull { it != null && ErrorMessage.id(it).isPresent }
        ?.let { AssertionError(TestErrors.misused(it)) }

/** An input, and simpler inputs to try if it fails. */
internal class Sample<out I>(
    val value: I,
    val simpler: () -> Sequence<Sample<I>> = { emptySequence() },
)

/**
 * A replay of the first [entries] entries of [journal] that differs.
 *
 * @property where the circumstances of the replay, as text
 * @property bug the exception of the body, if the run and every replay threw it
 * @property fault a message about what the body did while it was unwound, if the operations do not
 *   differ
 */
internal class Divergence(
    val journal: RecordedJournal,
    val difference: JournalDifference,
    val entries: Int,
    val where: String,
    val bug: Throwable? = null,
    val fault: String? = null,
) {
    companion object {
        fun ofUnwinding(
            journal: RecordedJournal,
            fault: String,
            entries: Int,
            where: String,
        ): Divergence {
            val difference = JournalDifference(journal.commands.size, fault, "the same")
            return Divergence(journal, difference, entries, where, fault = fault)
        }

        fun ofBug(journal: RecordedJournal, bug: Throwable): Divergence {
            val difference = JournalDifference(journal.commands.size, "a bug", "the same")
            return Divergence(
                journal,
                difference,
                journal.size,
                "which ended with the same error",
                bug,
            )
        }
    }
}

/** The simplest input and schedule with a difference, and the [original] input. */
internal class Finding<I>(
    val original: I,
    val sample: Sample<I>,
    val schedule: Schedule,
    val divergence: Divergence,
)
