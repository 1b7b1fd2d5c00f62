@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Pending
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import kotlin.random.Random
import kotlin.time.Duration

/**
 * One run in memory: what a server keeps of it, and a loop that tries it until it ends. Timers cost
 * nothing.
 *
 * The same model as Restate's: commands in the order in which the body gave them, and notifications
 * in the order in which outcomes became durable. Every attempt starts from the first command.
 */
internal class InMemoryRun(
    val workflowId: String = "test",
    /** Picks which of several pending operations ends next. */
    private val schedule: Random = Random(0),
    /** Whether a timer may end while a step is pending, which takes no time by default. */
    private val timersMayWin: Boolean = false,
    /** Ends an attempt right after the run has this many entries, and replays it; each once. */
    crashes: Set<Int> = emptySet(),
    /** Cancels the run as soon as it has this many entries. */
    private val cancelAt: Int? = null,
) {
    val commands = ArrayList<Command>()
    val notifications = ArrayList<Notification>()
    var attempts = 0
        private set

    private val crashes = crashes.toMutableSet()
    private val failedAttempts = HashMap<Int, Int>()
    private val timers = HashMap<Int, Duration>()
    private var clock = Duration.ZERO
    private val entries
        get() = commands.size + notifications.size

    data class Command(val kind: String, val name: String)

    /** [command] is the index of what ended; -1 is the cancellation. */
    class Notification(val command: Int, val value: Slice?, val failure: TerminalException?)

    /** Runs [definition] to its end, in as many attempts as it takes. */
    suspend fun <I, O> run(definition: WorkflowDefinition<I, O>, input: I): O {
        while (true) {
            attempts++
            check(attempts < MAX_ATTEMPTS) { "the run did not end within $MAX_ATTEMPTS attempts" }
            try {
                return Engine(Attempt()).run(definition, input)
            } catch (_: AttemptEnded) {
                continue
            }
        }
    }

    private fun appended() {
        if (entries == cancelAt) notifications += Notification(CANCELLATION, null, null)
        if (crashes.remove(entries)) throw AttemptEnded()
    }

    private inner class Attempt : Journal {
        private var given = 0
        private var read = 0
        private val outcomes = HashMap<Int, Notification>()

        override val workflowId = this@InMemoryRun.workflowId
        override val invocationId = "inv_${this@InMemoryRun.workflowId}"
        override val isReplaying
            get() = given < commands.size

        override suspend fun run(
            name: String,
            retry: RetryPolicy,
            block: suspend () -> Slice,
        ): Pending {
            val index = give(Command("Run", name))
            return Operation(index) {
                try {
                    Notification(index, block(), null)
                } catch (failure: TerminalException) {
                    Notification(index, null, failure)
                } catch (failure: Throwable) {
                    val failed = failedAttempts.merge(index, 1, Int::plus) ?: 1
                    if (failed < (retry.maxAttempts ?: Int.MAX_VALUE)) throw AttemptEnded()
                    Notification(index, null, TerminalException(failure.toString()))
                }
            }
        }

        override suspend fun sleep(duration: Duration): Pending {
            val index = give(Command("Sleep", ""))
            val due = timers.getOrPut(index) { clock + duration }
            return Operation(index, due) {
                clock = maxOf(clock, due)
                Notification(index, Slice.EMPTY, null)
            }
        }

        private fun give(command: Command): Int {
            val index = given++
            if (index == commands.size) {
                commands += command
                appended()
            } else {
                check(commands[index] == command) {
                    "replay differs at command $index: ${commands[index]}, now $command"
                }
            }
            return index
        }

        override suspend fun next(pending: List<Pending>): Int {
            while (true) {
                pending
                    .indexOfFirst { (it as Operation).index in outcomes }
                    .let { if (it >= 0) return it }
                if (read < notifications.size) {
                    val notification = notifications[read++]
                    if (notification.command == CANCELLATION) return Journal.CANCELLED
                    outcomes[notification.command] = notification
                } else {
                    notifications += choose(pending.map { it as Operation }).carryOut()
                    appended()
                }
            }
        }

        private fun choose(pending: List<Operation>): Operation {
            val timer = pending.filter { it.due != null }.minByOrNull { checkNotNull(it.due) }
            val steps = pending.filter { it.due == null }
            // A step takes no time, so a timer ends before one only if the schedule wants it so.
            val candidates =
                if (timer == null || steps.isEmpty()) listOfNotNull(timer) + steps
                else if (timersMayWin) steps + timer else steps
            return candidates[schedule.nextInt(candidates.size)]
        }

        private inner class Operation(
            val index: Int,
            val due: Duration? = null,
            val carryOut: suspend () -> Notification,
        ) : Pending {
            override suspend fun result(): Slice {
                val outcome = outcomes.getValue(index)
                outcome.failure?.let { throw TerminalException(it.code, it.message) }
                return checkNotNull(outcome.value)
            }
        }
    }

    /** Stands for a suspension, a crash or a failure that is tried again; bodies never see it. */
    private class AttemptEnded : Error("the attempt ended", null)

    private companion object {
        const val CANCELLATION = -1
        const val MAX_ATTEMPTS = 10_000
    }
}
