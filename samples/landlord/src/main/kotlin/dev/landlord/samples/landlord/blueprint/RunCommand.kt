package dev.landlord.samples.landlord.blueprint

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
 * What the commands of an execution share.
 *
 * @property results of the steps that have ended; grows
 * @property left how long the execution may still take; `null` is for ever
 */
internal class Commands(
    private val shell: Shell,
    private val input: JsonElement,
    private val results: Map<String, JsonElement>,
    private val left: () -> Duration?,
) {
    /** Runs the command of [step], killed when its time or that of the execution is up. */
    fun run(step: BlueprintStep.Command, execution: String): JsonElement {
        val left = left()?.coerceAtLeast(Duration.ZERO)
        val isLast = left != null && left < limit(step)
        return shell(step.name(), step.run(), execution, if (isLast) left else limit(step)) {
            // Then the time of the whole execution is up, and another attempt has none.
            if (isLast && it.isLate) fail("step \"${step.name()}\" was $it", code = 504)
        }
    }

    /** Takes back what the command of [step] did, even when the time of the execution is up. */
    fun undo(step: BlueprintStep.Command, execution: String) {
        shell("undo: ${step.name()}", step.undo(), execution, limit(step)) {}
    }

    private fun shell(
        name: String,
        command: String,
        execution: String,
        limit: Duration,
        onFailure: (CommandFailure) -> Unit,
    ): JsonElement =
        try {
            val steps = JsonObject(results).toString()
            shell.run(Shell.Call(command, execution, input.toString(), steps, limit)).toKotlin()
        } catch (failure: CommandFailure) {
            onFailure(failure)
            if (failure.isFinal) fail("step \"$name\" failed: $failure", code = 400)
            throw failure
        }

    private fun limit(step: BlueprintStep.Command) = step.timeout() ?: DefinitionParser.MAX_COMMAND
}

/** A step, and its undo before it, because a command that failed may have had its effect. */
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
