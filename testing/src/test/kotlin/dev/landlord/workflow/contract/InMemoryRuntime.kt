package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.InMemoryRun
import dev.restate.sdk.common.TerminalException

/** Runs a contract on the journal in memory. */
object InMemoryRuntime : WorkflowRuntime {
    override suspend fun run(definition: WorkflowDefinition<String, String>, input: String) =
        outcome(InMemoryRun(), definition, input)

    override suspend fun runAndCancel(
        definition: (Gate) -> WorkflowDefinition<String, String>
    ): Outcome {
        // In memory a block runs at once: cancel right after the command of the first step.
        return outcome(InMemoryRun(cancelAt = 1), definition {}, "")
    }

    private suspend fun outcome(
        run: InMemoryRun,
        definition: WorkflowDefinition<String, String>,
        input: String,
    ): Outcome =
        try {
            val result = run.tryAgainAfterBugs(definition, input)
            Outcome(result, null, null, run.names())
        } catch (failure: TerminalException) {
            Outcome(null, failure.code, failure.message, run.names())
        }

    /** As the service's policy has it on a server; there the run would be paused in the end. */
    private suspend fun InMemoryRun.tryAgainAfterBugs(
        definition: WorkflowDefinition<String, String>,
        input: String,
    ): String {
        repeat(3) {
            try {
                return run(definition, input)
            } catch (failure: TerminalException) {
                throw failure
            } catch (_: IllegalStateException) {}
        }
        return run(definition, input)
    }

    private fun InMemoryRun.names() = commands.map { it.name.ifEmpty { it.kind } }
}
