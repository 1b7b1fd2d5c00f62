package dev.landlord.samples.landlord

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import dev.landlord.samples.landlord.auth.Authentication
import dev.landlord.samples.landlord.blueprint.BlueprintNames
import dev.landlord.samples.landlord.blueprint.BlueprintObject
import dev.landlord.samples.landlord.blueprint.BlueprintParser
import dev.landlord.samples.landlord.blueprint.BlueprintRun
import dev.landlord.samples.landlord.blueprint.BlueprintSource
import dev.landlord.samples.landlord.blueprint.BlueprintStore
import dev.landlord.samples.landlord.blueprint.DefinitionText
import dev.landlord.samples.landlord.blueprint.RunBlueprint
import dev.landlord.samples.landlord.blueprint.RunBlueprintService
import dev.landlord.samples.landlord.blueprint.ServiceNameObject
import dev.landlord.samples.landlord.blueprint.Shell
import dev.landlord.samples.landlord.config.ServiceNames
import dev.landlord.samples.landlord.execution.CancelReasonObject
import dev.landlord.samples.landlord.execution.Execution
import dev.landlord.samples.landlord.execution.ExecutionControl
import dev.landlord.samples.landlord.execution.ExecutionReader
import dev.landlord.samples.landlord.execution.WorkflowTarget
import dev.landlord.samples.landlord.restate.RestateApi
import dev.landlord.samples.landlord.restate.RestateHttp
import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import java.time.Duration
import java.util.UUID
import kotlin.time.Duration.Companion.minutes

/** Runs and reads blueprints on a real server. */
class LandlordOnRestate(mode: ServerMode) : AutoCloseable {
    private val served =
        ServedWorkflows.serve(
            mode,
            listOf(
                RunBlueprintService(
                    RunBlueprint(Shell(), BlueprintSource(BlueprintObject.SERVICE) { true })
                ),
                BlueprintObject(BlueprintNames(ServiceNames.plain()) { false }),
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
        val created = store.create(BlueprintParser.blueprint(request)).blueprint()
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

/** Polls the condition for at most 3 minutes: a busy machine starts a JVM in 10 seconds. */
fun waitUntil(what: () -> String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + 3.minutes.inWholeNanoseconds
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited 3 minutes until ${what()}" }
        Thread.sleep(20)
    }
}
