package dev.landlord.samples.landlord.blueprint

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.signal
import dev.landlord.workflow.sleep
import dev.landlord.workflow.withTimeout
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import kotlin.time.toKotlinDuration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Runs a blueprint: its steps one after the other, `{"steps": {name: result}}` in the end. If one
 * fails for good, or the time is up, the `undo` of those that were begun run in reverse.
 *
 * @property blueprints what it can run
 * @property clock by which commands are killed when the time is up
 */
@LandlordWorkflow
class RunBlueprint
@JvmOverloads
constructor(
    private val shell: Shell,
    private val blueprints: KeptBlueprints,
    private val clock: InstantSource = InstantSource.system(),
) {
    /** What a step of kind `approval` waits for; the subject says which. */
    val gate by approval<Unit>()

    /** What steps of kind `callback` wait for. */
    val callback by signal<Callback>()

    val workflow =
        landlordWorkflow<BlueprintRun, JsonElement> { run ->
            val definition = readBlueprint(blueprints, run)
            val timeout = definition.timeout()
            // A definition that an earlier version kept may have numbers that the library refuses.
            try {
                if (timeout == null) runSteps(run, definition, deadline = null)
                else {
                    val deadline = now() + timeout
                    withTimeout(timeout.toKotlinDuration()) { runSteps(run, definition, deadline) }
                }
            } catch (refused: IllegalArgumentException) {
                fail(
                    "workflow ${run.workflow} cannot be run; delete and create it again: ${refused.message}",
                    code = 500,
                )
            }
        }

    private suspend fun WorkflowScope.runSteps(
        run: BlueprintRun,
        definition: BlueprintDefinition,
        deadline: Instant?,
    ): JsonElement {
        val results = LinkedHashMap<String, JsonElement>()
        val commands =
            Commands(shell, run.input, results) {
                deadline?.let { Duration.between(clock.instant(), it) }
            }
        val callbacks = Callbacks(callback)
        for (step in definition.steps()) {
            results[step.name()] =
                when (step) {
                    is BlueprintStep.Command -> runCommand(commands, step, definition.retryOf(step))
                    is BlueprintStep.Approval -> awaitGate(gate, step)
                    is BlueprintStep.Callback -> awaitCallback(callbacks, step)
                    is BlueprintStep.Sleep -> {
                        sleep(step.sleep().toKotlinDuration())
                        JsonNull
                    }
                }
        }
        return JsonObject(mapOf("steps" to JsonObject(results)))
    }
}
