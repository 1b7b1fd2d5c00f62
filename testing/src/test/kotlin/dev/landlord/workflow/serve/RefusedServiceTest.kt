package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.testing.http.post
import dev.restate.common.Slice
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.time.Duration
import org.apache.logging.log4j.Level

class RefusedServiceTest :
    FunSpec({
        test("fault 39: a service that Restate refuses does not prevent other registrations") {
            RestateServer.start().use { server ->
                LogCapture("dev.landlord.workflow.serve", Level.ERROR).use { errors ->
                    serve(port = 0) {
                            bind(stringService("First", landlordWorkflow { "first $it" }))
                            bind(unacceptable("Bad"))
                            bind(stringService("Last", landlordWorkflow { "last $it" }))
                            register(server.adminUrl())
                        }
                        .use {
                            val refusal =
                                shouldThrow<IllegalStateException> {
                                        it.awaitRegistered(Duration.ofSeconds(60))
                                    }
                                    .message
                                    .orEmpty()
                            refusal shouldStartWith
                                "[LW137] register(${server.adminUrl()}): expected Restate to accept the " +
                                    "service Bad, found 400: "
                            // The reason of Restate's refusal.
                            refusal shouldContain "json schema"
                            refusal shouldNotContain "First"
                            errors.messages.toList() shouldBe listOf(refusal)
                            val ingress = server.ingressUrl()
                            post(ingress.resolve("/First/a/run"), "\"x\"") shouldBe
                                (200 to "\"first x\"")
                            post(ingress.resolve("/Last/a/run"), "\"x\"") shouldBe
                                (200 to "\"last x\"")
                        }
                }
                server.admin().query("select name from sys_service") shouldHaveSize 2
            }
        }
    })

/** A service whose schema has an unresolved reference. */
private fun unacceptable(name: String): ServiceDefinition =
    ServiceDefinition.of(
        name,
        ServiceType.WORKFLOW,
        listOf(
            HandlerDefinition.of(
                "run",
                HandlerType.WORKFLOW,
                NoSchema,
                NoSchema,
                HandlerRunner.of(KotlinSerializationSerdeFactory()) { _: WorkflowContext, it: Slice
                    ->
                    it
                },
            )
        ),
    )

private object NoSchema : Serde<Slice> {
    override fun serialize(value: Slice): Slice = value

    override fun deserialize(value: Slice): Slice = value

    override fun contentType() = "application/json"

    override fun jsonSchema() = Serde.JsonSchema(mapOf("\$ref" to "#/nowhere"))
}
