@file:OptIn(GeneratedCodeApi::class)

package dev.landlord.workflow.ksp

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.apt.JavacRun
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.serve.WorkflowServer
import dev.restate.sdk.endpoint.definition.HandlerRunner.Options
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceDefinitionFactory
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

/**
 * The services of a workflow in Kotlin and of the same workflow in Java are the same to Restate.
 */
class SameServiceTest :
    FunSpec({
        val kotlin by lazy { ProcessorRun(mapOf("Desk.kt" to IN_KOTLIN)) }
        val java by lazy { JavacRun(mapOf("acme/Desk.java" to DESK, "acme/Quiet.java" to QUIET)) }

        for (name in listOf("Desk", "Quiet")) {
            test("the discovery manifest of $name is the same") {
                kotlin.errors shouldBe emptyList()
                val expected = manifest(WithFactory(kotlin.loader, service(kotlin.loader, name)))
                expected["handlers"].size() shouldBe if (name == "Desk") 14 else 3
                manifest(service(java.loader, name)).toPrettyString() shouldBe
                    expected.toPrettyString()
            }
        }
    })

private fun service(loader: ClassLoader, name: String): WorkflowService {
    val workflow = loader.loadClass("acme.$name").getConstructor().newInstance()
    return loader
        .loadClass("acme.${name}Service")
        .getConstructor(workflow.javaClass)
        .newInstance(workflow) as WorkflowService
}

/** A service in Kotlin with its factory, which the SDK would find on the class path. */
private class WithFactory(loader: ClassLoader, private val service: WorkflowService) :
    WorkflowService by service, ServiceDefinitionFactory<Any> {
    @Suppress("UNCHECKED_CAST")
    private val factory =
        loader
            .loadClass("${service.javaClass.name}ServiceDefinitionFactory")
            .getConstructor()
            .newInstance() as ServiceDefinitionFactory<Any>

    override fun create(serviceObject: Any, overrideHandlerOptions: Options?): ServiceDefinition =
        factory.create(service, overrideHandlerOptions)

    override fun supports(serviceObject: Any) = serviceObject === this
}

/** What Restate learns of the only service of a server. */
private fun manifest(service: WorkflowService): JsonNode =
    WorkflowServer.builder().bind(service).port(0).start().use { server ->
        val request =
            HttpRequest.newBuilder(server.uri().resolve("/discover"))
                .header("accept", "application/vnd.restate.endpointmanifest.v4+json")
                .build()
        val answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        answer.statusCode() shouldBe 200
        val found = ObjectMapper().readTree(answer.body())["services"].single()
        val handlers = found["handlers"].sortedBy { it["name"].asText() }
        (found as ObjectNode).putArray("handlers").addAll(handlers)
        found
    }

private val IN_KOTLIN =
    """
    package acme

    import dev.landlord.workflow.*
    import dev.landlord.workflow.types.JavaTypes
    import kotlin.time.Duration.Companion.days
    import kotlin.time.Duration.Companion.hours

    /** Decides about `plain` things. */
    @LandlordWorkflow
    class Desk {
        /** The plain sum. */
        val finance by approval<JavaTypes.Plain>(within = 30.days)
        val legal by approval<Unit>()
        val resized by signal<List<Int>>()
        val pinged by signal<Unit>()
        val progress by query<JavaTypes.Pay>()
        val ready by promise<Map<String, JavaTypes.Plain>>()
        val left by promise<Unit>()
        val count by state<Int>()

        val workflow =
            landlordWorkflow<JavaTypes.Plain, List<JavaTypes.Pay>>(maxAttemptDuration = 3.hours) { listOf() }
    }

    @LandlordWorkflow("acme.quiet")
    class Quiet {
        val workflow = landlordWorkflow<Unit, Unit> {}
    }
    """
        .trimIndent()

private val DESK =
    """
    package acme;

    import dev.landlord.workflow.*;
    import dev.landlord.workflow.java.*;
    import dev.landlord.workflow.types.JavaTypes;
    import dev.restate.serde.TypeRef;
    import java.time.Duration;
    import java.util.List;
    import java.util.Map;

    /** Decides about {@code plain} things. */
    @LandlordWorkflow
    public final class Desk implements WorkflowBody<JavaTypes.Plain, List<JavaTypes.Pay>> {
        /** The plain sum. */
        public final Approval<JavaTypes.Plain> finance =
                Approval.of(JavaTypes.Plain.class).within(Duration.ofDays(30));
        public final Approval<Void> legal = Approval.of();
        public final Signal<List<Integer>> resized = Signal.of(new TypeRef<List<Integer>>() {});
        public final Signal<Void> pinged = Signal.of();
        public final Query<JavaTypes.Pay> progress = Query.of(JavaTypes.Pay.class);
        public final Promise<Map<String, JavaTypes.Plain>> ready =
                Promise.of(new TypeRef<Map<String, JavaTypes.Plain>>() {});
        public final Promise<Void> left = Promise.of();
        public final State<Integer> count = State.of(Integer.class);

        @Override
        public List<JavaTypes.Pay> run(Workflow wf, JavaTypes.Plain input) {
            return List.of();
        }

        @Override
        public WorkflowOptions options() {
            return WorkflowOptions.DEFAULT.maxAttemptDuration(Duration.ofHours(3));
        }
    }
    """
        .trimIndent()

private val QUIET =
    """
    package acme;

    import dev.landlord.workflow.LandlordWorkflow;
    import dev.landlord.workflow.java.*;

    @LandlordWorkflow("acme.quiet")
    public final class Quiet implements WorkflowBody<Void, Void> {
        @Override
        public Void run(Workflow wf, Void input) {
            return null;
        }
    }
    """
        .trimIndent()
