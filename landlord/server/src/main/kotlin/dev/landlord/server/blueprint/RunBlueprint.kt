package dev.landlord.server.blueprint

import dev.landlord.server.decision.DecisionRules
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
 * Runs the steps of a blueprint one after the other, and returns `{"steps": {name: result}}`. If a
 * step fails terminally, or at the timeout, the `undo` commands of the started steps run in reverse
 * order.
 *
 * @property blueprints the blueprints that it can run
 * @property clock the clock that decides when a command is killed at the timeout
 * @param decisions who may decide on its approvals
 */
@LandlordWorkflow
class RunBlueprint
@JvmOverloads
constructor(
    private val shell: Shell,
    private val blueprints: BlueprintSource,
    private val clock: InstantSource = InstantSource.system(),
    decisions: DecisionRules = DecisionRules.none(),
) {
    /** The approval for all steps of kind `approval`; the subject contains the name of the step. */
    val gate by
        approval<Unit> {
            if (decisions.hasFourEyes) fourEyes()
            decisions.keys.ifPresent { tokens(it) }
        }

    /** The signal for all steps of kind `callback`. */
    val callback by signal<Callback>()

    val workflow =
        landlordWorkflow<BlueprintRun, JsonElement> { run ->
            val definition = readBlueprint(blueprints, run)
            val timeout = definition.timeout()
            // A definition that an older version stored may contain numbers that the library
            // refuses.
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
                    is BlueprintStep.Approval -> awaitGate(gate, run, step)
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
