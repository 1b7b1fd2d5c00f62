package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.DelicateLandlordApi
import dev.landlord.workflow.blocking.blocking
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.restate.withRestateContext
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import dev.restate.sdk.http.vertx.RestateHttpServer
import dev.restate.sdk.kotlin.runBlock
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.concurrent.thread
import org.apache.logging.log4j.Level

/** A body that blocks does not hold up other runs for long, and is reported. */
@OptIn(InternalEngineApi::class, DelicateLandlordApi::class)
class EventLoopTest :
    FunSpec({
        val onThreads = listOf(Carriers.VIRTUAL_THREAD, Carriers.PLATFORM_THREAD)
        for (carriers in listOf<Carriers?>(null) + Carriers.available() - onThreads) {
            val name = carriers?.propertyValue() ?: "Kotlin"

            test("a body that blocks is reported with its line, and moved away: $name") {
                val isReleased = CountDownLatch(1)
                val threads = ArrayList<String>()
                val blocks =
                    landlordWorkflow<String, String> {
                        threads += Thread.currentThread().name
                        step("first") {}
                        if (it == "block") check(isReleased.await(60, SECONDS))
                        it
                    }
                val quick = landlordWorkflow<String, String> { step("only") { "done" } }
                RestateServer.start().use { server ->
                    val service =
                        serve(port = 0) {
                            bind(
                                HandMadeService(
                                    "Blocks",
                                    if (carriers == null) blocks else blocks.blocking(carriers),
                                )
                            )
                            bind(HandMadeService("Quick", quick))
                        }
                    service.use {
                        server.admin().register(server.serviceUrl(it.port()))
                        fun run(service: String, key: String, input: String) =
                            post(server.ingressUrl().resolve("/$service/$key/run"), "\"$input\"")
                        LogCapture("dev.landlord.workflow", Level.WARN).use { log ->
                            var answer = 0
                            val blocked = thread { answer = run("Blocks", "1", "block").first }
                            waitUntil("the body is reported") { log.messages.any { "LW190" in it } }
                            isReleased.countDown()
                            blocked.join()
                            answer shouldBe 200
                            val lines = log.messages.filter { "LW190" in it }
                            lines shouldHaveSize 1
                            lines.single() shouldContain
                                "the body of a workflow: expected less than 100 ms"
                            lines.single() shouldMatch ".* ms already, at EventLoopTest\\.kt:\\d+.*"
                        }
                        run("Blocks", "2", "pass").first shouldBe 200
                        run("Quick", "1", "pass").first shouldBe 200
                        threads.first() shouldContain "eventloop"
                        threads.last() shouldContain "DefaultDispatcher"
                    }
                }
            }
        }

        for (carriers in Carriers.available().filter { it in onThreads }) {
            test("a body that blocks its own thread holds up no other run: $carriers") {
                val isReleased = CountDownLatch(1)
                val isBlocked = CountDownLatch(1)
                val blocks =
                    landlordWorkflow<String, String> {
                        if (it == "block") {
                            isBlocked.countDown()
                            check(isReleased.await(60, SECONDS))
                        }
                        step("only") { it }
                    }
                RestateServer.start().use { server ->
                    serve(port = 0) { bind(HandMadeService("Own", blocks.blocking(carriers))) }
                        .use {
                            server.admin().register(server.serviceUrl(it.port()))
                            fun run(key: Int, input: String) =
                                post(server.ingressUrl().resolve("/Own/$key/run"), "\"$input\"")
                            LogCapture("dev.landlord.workflow", Level.WARN).use { log ->
                                var answer = 0
                                val blocked = thread { answer = run(0, "block").first }
                                check(isBlocked.await(60, SECONDS))
                                // On each of the event loops.
                                (1..20).map { key -> run(key, "pass").first }.toSet() shouldBe
                                    setOf(200)
                                isReleased.countDown()
                                blocked.join()
                                answer shouldBe 200
                                log.messages.filter { "LW190" in it } shouldBe emptyList()
                            }
                        }
                }
            }
        }

        test("code with the context of the SDK, and its blocks, may block") {
            val foreign =
                landlordWorkflow<String, String> {
                    withRestateContext { context ->
                        val block = context.runBlock(name = "block") { Thread.currentThread().name }
                        "$block, ${Thread.currentThread().name}"
                    }
                }
            RestateServer.start().use { server ->
                serve(port = 0) { bind(HandMadeService("Foreign", foreign)) }
                    .use {
                        server.admin().register(server.serviceUrl(it.port()))
                        val (status, threads) =
                            post(server.ingressUrl().resolve("/Foreign/1/run"), "\"x\"")
                        status shouldBe 200
                        threads shouldNotContain "eventloop"
                    }
            }
        }

        test(
            "on a server of the user, which nothing watches, a body may block, also after a wait"
        ) {
            val threads = ConcurrentLinkedQueue<String>()
            val body =
                landlordWorkflow<String, String> {
                    threads += Thread.currentThread().name
                    step("first") {}
                    threads += Thread.currentThread().name
                    it
                }
            val endpoint = WorkflowServer.builder().bind(HandMadeService("Own", body)).endpoint()
            RestateServer.start().use { server ->
                val port = RestateHttpServer.listen(endpoint, 0)
                server.admin().register(server.serviceUrl(port))
                post(server.ingressUrl().resolve("/Own/1/run"), "\"x\"").first shouldBe 200
                threads.filter { "eventloop" in it } shouldBe emptyList()
            }
        }
    })
