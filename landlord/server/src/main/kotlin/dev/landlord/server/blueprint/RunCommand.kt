package dev.landlord.server.blueprint

import dev.landlord.server.input.toKotlin
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.step
import java.time.Duration
import kotlin.time.toKotlinDuration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Runs the commands of an execution.
 *
 * @property results the results of the completed steps; the workflow adds to it
 * @property left the remaining time of the execution; `null` means no limit
 */
internal class Commands(
    private val shell: Shell,
    private val input: JsonElement,
    private val results: Map<String, JsonElement>,
    private val left: () -> Duration?,
) {
    /** Runs the command of [step] with its time limit, or the remaining time of the execution. */
    fun run(step: BlueprintStep.Command, execution: String): JsonElement {
        val left = left()?.coerceAtLeast(Duration.ZERO)
        val isLast = left != null && left < limit(step)
        return shell(step.name(), step.run(), execution, if (isLast) left else limit(step)) {
            if (it.isSwitchedOff) fail("step \"${step.name()}\" cannot run: $it", code = 403)
            // The execution has no time left for a retry.
            if (isLast && it.isTimeout) fail("step \"${step.name()}\" was $it", code = 504)
        }
    }

    /**
     * Runs the undo command of [step], also after the timeout of the execution. If commands are
     * switched off, Restate retries it until they are switched on again, so that no undo is lost.
     */
    fun undo(step: BlueprintStep.Command, execution: String) {
        shell("undo: ${step.name()}", step.undo(), execution, limit(step)) {}
    }

    private fun shell(
        name: String,
        command: String,
        execution: String,
        limit: Duration,
        onFailure: (CommandException) -> Unit,
    ): JsonElement =
        try {
            val steps = JsonObject(results).toString()
            shell.run(Shell.Call(command, execution, input.toString(), steps, limit)).toKotlin()
        } catch (failure: CommandException) {
            onFailure(failure)
            if (failure.isFinal) fail("step \"$name\" failed: $failure", code = 400)
            throw failure
        }

    private fun limit(step: BlueprintStep.Command) = step.timeout() ?: DefinitionParser.MAX_COMMAND
}

/**
 * Runs a command as a step. Registers its undo before, because a failed command may have had its
 * effect.
 */
internal suspend fun WorkflowScope.runCommand(
    commands: Commands,
    step: BlueprintStep.Command,
    retry: RetrySettings,
): JsonElement {
    if (step.undo() != null) compensate(step.name()) { commands.undo(step, workflowId) }
    return step(step.name(), retry.policy()) { commands.run(step, workflowId) }
}

private fun RetrySettings.policy() =
    RetryPolicy(
        initialDelay = initialInterval().toKotlinDuration(),
        factor = backoffRate(),
        maxDelay = maxInterval().toKotlinDuration(),
        maxAttempts = maxAttempts(),
    )
