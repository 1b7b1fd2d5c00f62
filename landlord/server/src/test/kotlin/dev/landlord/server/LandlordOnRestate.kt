package dev.landlord.server

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import dev.landlord.api.waitUntil
import dev.landlord.server.auth.Authentication
import dev.landlord.server.blueprint.BlueprintNames
import dev.landlord.server.blueprint.BlueprintObject
import dev.landlord.server.blueprint.BlueprintParser
import dev.landlord.server.blueprint.BlueprintRun
import dev.landlord.server.blueprint.BlueprintSource
import dev.landlord.server.blueprint.BlueprintStore
import dev.landlord.server.blueprint.DefinitionText
import dev.landlord.server.blueprint.RunBlueprint
import dev.landlord.server.blueprint.RunBlueprintService
import dev.landlord.server.blueprint.ServiceNameObject
import dev.landlord.server.blueprint.Shell
import dev.landlord.server.config.ServiceNames
import dev.landlord.server.decision.DecisionRules
import dev.landlord.server.decision.DecisionTokens
import dev.landlord.server.execution.Approvals
import dev.landlord.server.execution.CancelReasonObject
import dev.landlord.server.execution.Execution
import dev.landlord.server.execution.ExecutionControl
import dev.landlord.server.execution.ExecutionReader
import dev.landlord.server.execution.WorkflowTarget
import dev.landlord.server.restate.RestateApi
import dev.landlord.server.restate.RestateHttp
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import java.time.Duration
import java.util.Optional
import java.util.UUID

/** Runs and reads blueprints on a real server. */
class LandlordOnRestate(mode: ServerMode) : AutoCloseable {
    private val keys = DecisionKeys.of("test:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")
    private val served =
        ServedWorkflows.serve(
            mode,
            listOf(
                RunBlueprintService(
                    RunBlueprint(
                        Shell(),
                        BlueprintSource(BlueprintObject.SERVICE) { true },
                        decisions = DecisionRules(false, Optional.of(keys)),
                    )
                ),
                BlueprintObject(BlueprintNames(ServiceNames.plain()) { false }, true),
                ServiceNameObject(),
                CancelReasonObject(ServiceNames.plain()),
            ),
        )
    val restate =
        RestateApi(
            RestateHttp(Authentication.NONE),
            served.ingressUrl(),
            served.adminUrl(),
            Duration.ofSeconds(20),
        )
    val ingress = served.ingressUrl()
    val workflow = WorkflowTarget("my-workflow", "RunBlueprint")
    val reader = ExecutionReader(restate, ServiceNames.plain())
    val store = BlueprintStore(restate, ServiceNames.plain())
    val approvals = Approvals(restate, DecisionTokens(keys))
    val control = ExecutionControl(restate, ServiceNames.plain())

    /** Starts an execution of that definition; returns its name. */
    fun start(yaml: String): String {
        val name = "test-${UUID.randomUUID()}"
        control.start(workflow, name, request(yaml).toJson())
        return name
    }

    /** Creates a workflow with the definition, and returns the input of an execution. */
    fun request(yaml: String): BlueprintRun {
        val request = JsonNodeFactory.instance.objectNode()
        request.put("workflow_id", "w-${UUID.randomUUID()}")
        request.set<JsonNode>("definition", DefinitionText.parse(yaml.trimIndent()).tree())
        val created = store.create(BlueprintParser.blueprint(request, true)).blueprint()
        return BlueprintRun.of(created, JsonNodeFactory.instance.objectNode().put("key", "value"))
    }

    /** Waits until the execution satisfies [so], and returns it. */
    fun await(name: String, what: String, so: (Execution) -> Boolean): Execution {
        lateinit var seen: Execution
        waitUntil({ "execution $name: $what; it is $seen" }) {
            seen = reader.find(workflow, name)
            so(seen)
        }
        return seen
    }

    fun awaitEnd(name: String): Execution = await(name, "it ends") { it.status().hasEnded() }

    override fun close() = served.close()
}
