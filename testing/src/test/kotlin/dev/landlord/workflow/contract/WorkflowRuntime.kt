package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition

/** Where a contract runs: in memory, or on a real server. */
interface WorkflowRuntime {
    suspend fun run(definition: WorkflowDefinition<String, String>, input: String = ""): Outcome

    /**
     * Runs it and cancels it while its first step is running, whose block must call
     * [Gate.awaitCancelled].
     */
    suspend fun runAndCancel(definition: (Gate) -> WorkflowDefinition<String, String>): Outcome
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
)
