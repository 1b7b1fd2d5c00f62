package dev.landlord.server

import dev.landlord.server.blueprint.BlueprintSource
import dev.landlord.server.blueprint.RunBlueprint
import dev.landlord.server.blueprint.RunBlueprintService
import dev.landlord.server.blueprint.ServiceNameObject
import dev.landlord.server.blueprint.Shell
import dev.landlord.server.restate.NamedService
import dev.landlord.workflow.serve.WorkflowServer
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.time.Duration

class OriginGuardTest :
    FunSpec({
        /** All properties except the handlers and their runners. */
        fun properties(definition: Any): Map<String, Any?> =
            definition.javaClass.methods
                .filter { it.name.startsWith("get") && it.parameterCount == 0 }
                .filter { it.name !in setOf("getClass", "getHandlers", "getRunner") }
                .associate { it.name to it.invoke(definition) }

        test("a guarded service has all properties of the service") {
            val workflow =
                WorkflowServer.builder()
                    .bind(
                        RunBlueprintService(
                            RunBlueprint(Shell(), BlueprintSource("Blueprint") { true }),
                            "Own",
                        )
                    )
                    .endpoint()
                    .serviceDefinitions
                    .findFirst()
                    .get()
            val secret =
                NamedService.of("Names", ServiceNameObject()).configure { names ->
                    names
                        .ingressPrivate(true)
                        .enableLazyState(true)
                        .abortTimeout(Duration.ofSeconds(1))
                        .inactivityTimeout(Duration.ofSeconds(2))
                        .journalRetention(Duration.ofSeconds(3))
                        .idempotencyRetention(Duration.ofSeconds(4))
                        .invocationRetryPolicy(InvocationRetryPolicy.builder().maxAttempts(7))
                        .configureHandler("claim") {
                            it.ingressPrivate(false)
                                .enableLazyState(false)
                                .abortTimeout(Duration.ofSeconds(5))
                                .inactivityTimeout(Duration.ofSeconds(6))
                                .journalRetention(Duration.ofSeconds(7))
                                .idempotencyRetention(Duration.ofSeconds(8))
                                .invocationRetryPolicy(
                                    InvocationRetryPolicy.builder().maxAttempts(9)
                                )
                        }
                }
            for (service: ServiceDefinition in listOf(workflow, secret)) {
                val guarded = OriginGuard.of(service)
                properties(guarded) shouldBe properties(service)
                guarded.handlers.map { it.name } shouldBe service.handlers.map { it.name }
                for (handler: HandlerDefinition<*, *> in service.handlers) {
                    val copy = guarded.handlers.single { it.name == handler.name }
                    properties(copy) shouldBe properties(handler)
                    copy.runner shouldNotBe handler.runner
                }
            }
        }
    })
