@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.blocking.blocking
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.withContext

/**
 * A body that waits on a platform thread gives it back: when it is suspended, and after a crash.
 */
class WaitingBodiesTest :
    FunSpec({
        val desk = Desk()
        val workflow =
            landlordWorkflow<String, String> { awaitSignal(desk.resized) }
                .blocking(Carriers.PLATFORM_THREAD)
        // More than there are threads.
        val runs = Carriers.MAX_THREADS + 100

        test("runs that wait hold no thread, and more can wait than there are threads") {
            RestateServer.start().use { server ->
                serving(server, workflow).use {
                    for (key in 1..runs) server.start("$key")
                    waitUntil("every run is suspended") { server.count("suspended") == runs }
                    parkedBodies() shouldBe 0
                    val ends =
                        withContext(Dispatchers.IO) {
                            (1..runs)
                                .map { key ->
                                    async {
                                        post(
                                                server
                                                    .ingressUrl()
                                                    .resolve("/Waiting/$key/resized"),
                                                "\"big\"",
                                            )
                                            .first
                                    }
                                }
                                .awaitAll()
                        }
                    ends.toSet() shouldBe setOf(200)
                    waitUntil("every run has ended") { server.count("completed") >= runs }
                }
            }
        }

        test("after the server was killed, no body keeps its thread") {
            RestateServer.start().use { server ->
                serving(server, workflow).use {
                    for (key in 1..20) server.start("$key")
                    var parked = 0
                    waitUntil("bodies are parked") { parkedBodies().also { parked = it } > 0 }
                    withClue("bodies parked before") { parked shouldBeGreaterThan 0 }
                    server.kill()
                    waitUntil("no body is parked") { parkedBodies() == 0 }
                }
            }
        }
    })

private fun serving(
    server: RestateServer,
    workflow: WorkflowDefinition<String, String>,
): WorkflowServer =
    serve(port = 0) { bind(HandMadeService("Waiting", workflow)) }
        .also { server.admin().register(server.serviceUrl(it.port())) }

private fun RestateServer.start(key: String) {
    post(ingressUrl().resolve("/Waiting/$key/run/send"), "\"x\"").first shouldBe 202
}

private fun RestateServer.count(status: String): Int =
    admin()
        .query(
            "select count(*) as n from sys_invocation where target_service_name = 'Waiting' " +
                "and target_handler_name = 'run' and status = '$status'"
        )
        .single()["n"]
        .asInt()

/** The threads with a body that waits for its next turn. */
private fun parkedBodies(): Int =
    Thread.getAllStackTraces().count { (_, frames) ->
        frames.any { it.className.endsWith("ThreadCarrier") && it.methodName == "park" }
    }
