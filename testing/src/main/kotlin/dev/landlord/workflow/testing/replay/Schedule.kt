package dev.landlord.workflow.testing.replay

import kotlin.random.Random

/**
 * The order of events in a run that `checkReplayDeterminism` records, and its crashes, cancellation
 * and failures. Positions count the entries of the journal from 1. The default has no disturbance:
 * steps end in the order in which they started, and a timer ends when no step is in progress.
 *
 * @property order seed of the order in which pending operations end; default 0: in order
 * @property crashAfter the process crashes after each of these entries; default: no crash
 * @property cancelAfter the run is cancelled after this entry; default `null`: never
 * @property failCommand number of the command, counted from 1 without the completions, whose step
 *   fails terminally; default `null`: no step fails
 */
public class Schedule(
    public val order: Long = 0,
    public val crashAfter: Set<Int> = emptySet(),
    public val cancelAfter: Int? = null,
    public val failCommand: Int? = null,
) {
    /** The Kotlin expression that creates this schedule. */
    override fun toString(): String =
        listOfNotNull(
                "order = $order".takeIf { order != 0L },
                crashAfter
                    .takeIf { it.isNotEmpty() }
                    ?.joinToString(prefix = "crashAfter = setOf(", postfix = ")"),
                cancelAfter?.let { "cancelAfter = $it" },
                failCommand?.let { "failCommand = $it" },
            )
            .joinToString(prefix = "Schedule(", postfix = ")")

    /** The Java expression that creates this schedule. */
    internal fun inJava(): String {
        val crashes = crashAfter.joinToString(prefix = "Set.of(", postfix = ")")
        return "new Schedule(${order}L, $crashes, $cancelAfter, $failCommand)"
    }

    /** Simpler schedules, the simplest first. */
    internal fun simpler(): Sequence<Schedule> = sequence {
        if (order != 0L || crashAfter.isNotEmpty() || cancelAfter != null || failCommand != null) {
            yield(Schedule())
        }
        if (crashAfter.isNotEmpty()) {
            yield(Schedule(order, emptySet(), cancelAfter, failCommand))
            if (crashAfter.size > 1) {
                crashAfter.forEach { yield(Schedule(order, setOf(it), cancelAfter, failCommand)) }
            }
        }
        if (cancelAfter != null) yield(Schedule(order, crashAfter, null, failCommand))
        if (failCommand != null) yield(Schedule(order, crashAfter, cancelAfter, null))
        if (order != 0L) yield(Schedule(0, crashAfter, cancelAfter, failCommand))
    }

    internal companion object {
        /** Creates a random schedule for a run whose journal has about [entries] entries. */
        fun random(random: Random, entries: Int): Schedule {
            val positions = 1..maxOf(1, entries)
            fun <T> sometimes(value: () -> T): T? = if (random.nextInt(3) == 0) value() else null
            return Schedule(
                order = random.nextLong(1, Long.MAX_VALUE),
                crashAfter =
                    sometimes { List(random.nextInt(1, 4)) { positions.random(random) }.toSet() }
                        .orEmpty(),
                cancelAfter = sometimes { positions.random(random) },
                failCommand = sometimes { (1..maxOf(1, entries / 2)).random(random) },
            )
        }
    }
}
