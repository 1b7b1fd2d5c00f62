package dev.landlord.server.blueprint

import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.input.requireRule
import dev.landlord.server.input.toJackson
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.call
import dev.landlord.workflow.fail
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.kotlinx.typeTag
import java.util.function.Predicate
import kotlinx.serialization.json.JsonElement

/**
 * The blueprints that an execution can run.
 *
 * @property service the virtual object that stores the blueprints, see [BlueprintObject]
 * @property serves whether the service of the execution runs the blueprint of this id
 */
class BlueprintSource(internal val service: String, internal val serves: Predicate<String>)

/**
 * Reads the definition that [run] names. The journal contains the definition, so a later deletion
 * of the blueprint does not change a started execution. Fails with 400 if the request contains a
 * definition, names the blueprint of another service, or has an input that violates the rule for
 * JSON, with 404 if the blueprint does not exist, and with 409 if its version differs.
 */
internal suspend fun WorkflowScope.readBlueprint(
    source: BlueprintSource,
    run: BlueprintRun,
): BlueprintDefinition {
    if (run.definition != null) {
        fail(
            "expected an input without a definition: an execution runs the definition that " +
                "Landlord has stored, by workflow and version",
            code = 400,
        )
    }
    if (!source.serves.test(run.workflow)) {
        fail("expected a workflow of this service, found ${run.workflow}", code = 400)
    }
    requireRule("input", run.input)
    val target = Target.virtualObject(source.service, run.workflow, "get")
    val answer = call(Request.of(target, typeTag<Unit>(), typeTag<JsonElement>(), Unit))
    return try {
        val blueprint = JSON.treeToValue(answer.toJackson(), Blueprint::class.java)
        if (blueprint.createdAt() != run.version) {
            fail(
                "expected version ${run.version} of workflow ${run.workflow}, found version " +
                    "${blueprint.createdAt()}; start the execution again",
                code = 409,
            )
        }
        blueprint.read()
    } catch (invalid: InvalidBlueprintException) {
        fail(unreadable(run, invalid.message), code = 500)
    } catch (foreign: JsonProcessingException) {
        fail(unreadable(run, foreign.originalMessage), code = 500)
    }
}

private fun unreadable(run: BlueprintRun, reason: String?) =
    "the definition of workflow ${run.workflow} cannot be read; delete and create it again: $reason"

private val JSON = ObjectMapper()
