package dev.landlord.samples.landlord.blueprint

import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.samples.landlord.input.requireRule
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
 * @property service the virtual object that keeps all blueprints, see [BlueprintObject]
 * @property serves whether the service of the execution is that of the blueprint of this id
 */
class KeptBlueprints(internal val service: String, internal val serves: Predicate<String>)

/**
 * The definition that [run] names, from the journal after the first time: who deletes the blueprint
 * later does not change an execution that has begun. Fails with 400 if the request contains a
 * definition, names the blueprint of another service, or has an input that breaks the rule for
 * JSON, with 404 if the blueprint does not exist, and with 409 if it is of another version.
 */
internal suspend fun WorkflowScope.readBlueprint(
    kept: KeptBlueprints,
    run: BlueprintRun,
): BlueprintDefinition {
    if (run.definition != null) {
        fail(
            "expected an input without a definition: an execution runs the definition that " +
                "Landlord keeps, by workflow and version",
            code = 400,
        )
    }
    if (!kept.serves.test(run.workflow)) {
        fail("expected a workflow of this service, found ${run.workflow}", code = 400)
    }
    requireRule("input", run.input)
    val target = Target.virtualObject(kept.service, run.workflow, "get")
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
    } catch (problems: BlueprintProblems) {
        fail(unreadable(run, problems.message), code = 500)
    } catch (foreign: JsonProcessingException) {
        fail(unreadable(run, foreign.originalMessage), code = 500)
    }
}

private fun unreadable(run: BlueprintRun, problem: String?) =
    "the definition of workflow ${run.workflow} cannot be read; delete and create it again: $problem"

private val JSON = ObjectMapper()
