package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.Schedule
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.replay.ScheduledWorld

/** Runs a contract on the journal in memory. */
object InMemoryRuntime : WorkflowRuntime {
    override suspend fun run(definition: WorkflowDefinition<String, String>, input: String) =
        outcome(Schedule(), definition, input)

    override suspend fun runAndCancel(
        definition: (Gate) -> WorkflowDefinition<String, String>
    ): Outcome {
        // In memory a block runs at once: cancel right after the command of the first step.
        return outcome(Schedule(cancelAfter = 1), definition {}, "")
    }

    private suspend fun outcome(
        schedule: Schedule,
        definition: WorkflowDefinition<String, String>,
        input: String,
    ): Outcome {
        val run = InMemoryRun(definition, input, ScheduledWorld(schedule), "test")
        // As the service's policy has it on a server; there the run would be paused in the end.
        repeat(3) { runCatching { run.proceed() } }
        run.proceed()
        val names =
            run.journal.commands.map { if (it.kind == Command.Kind.SLEEP) "Sleep" else it.name }
        val failure = run.journal.end as? End.Failed
        return Outcome(run.result, failure?.code, failure?.message, names)
    }
}
