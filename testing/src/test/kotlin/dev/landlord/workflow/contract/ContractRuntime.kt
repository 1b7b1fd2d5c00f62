@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal

/** What a handler does with its journal and its input, at every attempt. */
typealias Attempt = suspend (journal: Journal, input: String) -> String

/** Where a contract runs: in memory, or on a real server. */
interface ContractRuntime {
    suspend fun run(input: String = "", attempt: Attempt): Outcome

    /** Runs it and cancels it while a block is running that must call [Gate.awaitCancelled]. */
    suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome
}

suspend fun ContractRuntime.run(
    definition: WorkflowDefinition<String, String>,
    input: String = "",
): Outcome = run(input, definition.attempt())

suspend fun ContractRuntime.runAndCancelWorkflow(
    definition: (Gate) -> WorkflowDefinition<String, String>
): Outcome = runAndCancel { gate -> definition(gate).attempt() }

private fun WorkflowDefinition<String, String>.attempt(): Attempt = { journal, input ->
    Engine(journal).run(this, input)
}

/** Holds a step's block until the run has been cancelled. */
fun interface Gate {
    fun awaitCancelled()
}

/** How a run ended, and the names of the commands in its journal. */
data class Outcome(
    val result: String?,
    val code: Int?,
    val message: String?,
    val journal: List<String>,
) {
    /** What the `status` handler says when the run has ended. */
    lateinit var status: WorkflowStatus
}
