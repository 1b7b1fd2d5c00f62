@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.readInput
import dev.landlord.workflow.engine.writeInput
import dev.landlord.workflow.engine.writeOutput
import dev.landlord.workflow.testing.TestAdvice
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.restate.sdk.common.TerminalException
import kotlin.time.Instant

/**
 * One run in memory: what a server keeps of it, and a loop that attempts it. Timers cost nothing.
 * Every attempt starts from the first command.
 */
internal class InMemoryRun<I, O>(
    private val definition: WorkflowDefinition<I, O>,
    input: I,
    private val world: World,
    key: String = "test",
    /** Whether commands know where in the source they were asked for; takes time. */
    val isTraced: Boolean = false,
) {
    val journal = RecordedJournal("", key, "inv_$key", definition.writeInput(input))

    /** What `now()` reads and timers are due by. */
    var clock: Instant = START
    val timers = HashMap<Int, Instant>()
    val failures = HashMap<Int, Failures>()

    /** What the last attempt was waiting for when it suspended. */
    var waitsFor: List<Command> = emptyList()
    var attempts = 0
        private set

    /** What the body returned; only after it has. */
    var result: O? = null
        private set

    /** Attempts it until it has ended or can only wait. What the body throws by a bug, throws. */
    suspend fun proceed() {
        while (journal.end == null) {
            check(++attempts <= MAX_ATTEMPTS) { TestAdvice.endless(MAX_ATTEMPTS, waitsFor) }
            try {
                waitsFor = emptyList()
                journal.end = attempt()
            } catch (_: AttemptEnded.Suspended) {
                return
            } catch (_: AttemptEnded.Crashed) {
                continue
            }
        }
    }

    private suspend fun attempt(): End {
        val attempt = InMemoryJournal(this, world)
        val end =
            try {
                val output = Engine(attempt).run(definition, definition.readInput(journal.input))
                result = output
                End.Result(definition.writeOutput(output))
            } catch (failure: TerminalException) {
                End.Failed(failure.code, failure.message.orEmpty())
            }
        if (attempt.given < journal.commands.size) {
            throw JournalDifference(attempt.given, "an operation less", "the end, $end")
        }
        return end
    }

    /** What it waits for, in words. */
    fun waiting(): String =
        waitsFor
            .mapIndexed { _, command ->
                val due = timers[journal.commands.indexOf(command)]
                if (due == null) command.label else "${command.label}, due in ${due - clock}"
            }
            .joinToString(prefix = "the run waiting for ")

    /** As through the admin API. Does nothing after the end. */
    fun cancel() {
        if (journal.end == null) journal.add(Completion.Cancellation)
    }

    private companion object {
        const val MAX_ATTEMPTS = 10_000

        /** An ordinary moment, the same for every run. */
        val START = Instant.parse("2026-01-01T12:00:00Z")
    }
}
