package dev.landlord.samples.approvals

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.days

/** Restate's guide to humans in the loop, with our words. */
class ModerateTest :
    FunSpec({
        val keys = DecisionKeys.of("test:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")
        val model = Model { if ("explicit" in it) "not sure" else "allowed" }
        val asked = LinkedBlockingQueue<PendingApproval>()
        val moderate = Moderate(model, { asked += it }, keys)

        test("a certain result of the model needs no moderator") {
            runWorkflowTest(moderate.workflow) {
                start("good morning")
                expectResult("allowed")
            }
            asked.shouldBeEmpty()
        }

        test("a moderator decides, or the review expires") {
            runWorkflowTest(moderate.workflow) {
                start("very explicit")
                reject(
                    moderate.review,
                    DecisionInput("mia", "rude", token = asked.take().token("mia")),
                )
                expectResult("forbidden by mia: rude")
            }
            runWorkflowTest(moderate.workflow) {
                start("very explicit")
                advanceBy(1.days)
                expectResult("forbidden: no moderator decided")
            }
            asked.clear()
        }

        test("a moderator decides through the awakeable over HTTP") {
            RestateServer.start().use { restate ->
                serve(port = 0) {
                        bind(ModerateService(moderate))
                        register(restate.adminUrl())
                    }
                    .use { service ->
                        service.awaitRegistered(Duration.ofSeconds(20)) shouldBe true
                        val ingress = restate.ingressUrl()
                        post(ingress.resolve("/Moderate/m-1/run/send"), "\"very explicit\"")
                        val pending = checkNotNull(asked.poll(20, TimeUnit.SECONDS))
                        val decision =
                            """{"decision": "approved", "actor": "mia", "token": "${pending.token("mia")}"}"""
                        post(ingress.resolve(pending.resolvePath), decision).statusCode() shouldBe
                            202
                        get(ingress.resolve("/restate/workflow/Moderate/m-1/attach")) shouldBe
                            "\"allowed by mia\""
                    }
            }
        }
    })

private val client = HttpClient.newHttpClient()

private fun post(url: URI, json: String): HttpResponse<String> =
    client.send(
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString(),
    )

private fun get(url: URI): String =
    client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body()
