@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.testing.Schedule
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.replay.ScheduledWorld
import dev.restate.common.Slice

/** Runs a contract on the journal in memory. */
object InMemoryRuntime : ContractRuntime {
    override suspend fun run(input: String, attempt: Attempt) = run(Schedule(), input, attempt)

    // In memory a block runs at once: cancel right after the command of the first step.
    override suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome =
        run(Schedule(cancelAfter = 1), "", attempt {})

    private suspend fun run(schedule: Schedule, input: String, attempt: Attempt): Outcome {
        val world = ScheduledWorld(schedule)
        val run =
            InMemoryRun(
                Slice.wrap(input),
                world,
                "test",
                isTraced = false,
                isQuiet = false,
                Slice::wrap,
            ) { journal, start ->
                attempt(journal, start.toByteArray().decodeToString())
            }
        // As the service's policy has it on a server; there the run would be paused in the end.
        repeat(3) { runCatching { run.proceed() } }
        run.proceed()
        val names =
            run.journal.commands
                .filter { it.kind != Command.Kind.STATE }
                .map { if (it.kind == Command.Kind.SLEEP) "Sleep" else it.name }
        val failure = run.journal.end as? End.Failed
        return Outcome(run.result, failure?.code, failure?.message, names).also {
            it.status = run.status()
        }
    }
}
