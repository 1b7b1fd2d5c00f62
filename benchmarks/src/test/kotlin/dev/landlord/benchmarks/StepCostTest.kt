@file:OptIn(GeneratedCodeApi::class)

package dev.landlord.benchmarks

import com.sun.management.ThreadMXBean
import dev.landlord.benchmarks.arms.HandSteps
import dev.landlord.benchmarks.arms.JavaSteps
import dev.landlord.benchmarks.arms.JavaStepsService
import dev.landlord.benchmarks.arms.KotlinSteps
import dev.landlord.benchmarks.arms.KotlinStepsService
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.serve.serve
import dev.restate.sdk.endpoint.Endpoint
import dev.restate.sdk.http.vertx.RestateHttpServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.lang.management.ManagementFactory
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

private const val STEPS = 50
private const val ROUNDS = 40

/** JMH measures 226 with code that is optimized in full; a test measures 281. */
private const val ENGINE_BYTES = 300L

/** What a step costs, so that a change that makes it dearer is noticed in a build. */
class StepCostTest :
    FunSpec({
        val beans = ManagementFactory.getThreadMXBean() as ThreadMXBean

        test("a step writes not one entry or byte more than in a handler that is written by hand") {
            RestateServer.start().use { server ->
                // Names of one length, because a name is a part of the journal.
                val names = listOf("KotlSteps", "JavaSteps", "HandSteps")
                serve(port = 0) {
                        bind(KotlinStepsService(KotlinSteps(), names[0]))
                        bind(JavaStepsService(JavaSteps(), names[1]))
                        bind(HandSteps())
                    }
                    .use { service ->
                        server.admin().register(server.serviceUrl(service.port()))
                        val journals = names.map { name ->
                            server.run(name, "run", STEPS)
                            JournalSize.of(server.admin(), name, "run")
                        }
                        journals[2].entries shouldBe 2 * STEPS + 2
                        journals[0] shouldBe journals[2]
                        journals[1] shouldBe journals[2]
                    }
            }
        }

        test("the engine allocates less than $ENGINE_BYTES bytes for a step") {
            val least =
                (1..ROUNDS).minOf {
                    val before = beans.currentThreadAllocatedBytes
                    runSteps(COUNT)
                    (beans.currentThreadAllocatedBytes - before) / COUNT
                }
            println("allocated by the engine for a step: $least bytes")
            least shouldBeLessThan ENGINE_BYTES
        }

        test("a service allocates less than half for a step of what one by hand does") {
            RestateServer.start().use { server ->
                val threads = Regex("vert\\.x-eventloop.*|DefaultDispatcher.*")
                fun allocated() =
                    beans
                        .getThreadInfo(beans.allThreadIds)
                        .filterNotNull()
                        .filter { it.threadName.matches(threads) }
                        .sumOf { beans.getThreadAllocatedBytes(it.threadId) }
                fun forStep(service: String) =
                    (1..ROUNDS).minOf { round ->
                        val before = allocated()
                        server.run(service, "run-$round", STEPS)
                        (allocated() - before) / STEPS
                    }
                val sdk = RestateHttpServer.listen(Endpoint.bind(HandSteps()), 0)
                server.admin().register(server.serviceUrl(sdk))
                serve(port = 0) { bind(KotlinStepsService(KotlinSteps())) }
                    .use { service ->
                        server.admin().register(server.serviceUrl(service.port()))
                        val byHand = forStep("HandSteps")
                        val own = forStep("KotlinSteps")
                        println("allocated for a step: $own bytes, and $byHand by hand")
                        own shouldBeLessThan byHand / 2
                    }
            }
        }
    })

private fun RestateServer.run(service: String, key: String, steps: Int) {
    val request =
        HttpRequest.newBuilder(ingressUrl().resolve("/$service/$key/run"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("$steps"))
            .build()
    HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode() shouldBe 200
}
