package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.ServiceProcess
import dev.landlord.workflow.testing.process.freePort
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.net.URI
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.io.path.div
import kotlin.random.Random
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** More than Restate's default concurrency; in a full campaign, the runs of a busy minute. */
private val RUNS = Campaign.rounds(bounded = 1_200, full = 20_000)

private val desk = Desk()

/** Waits for a signal and ends with it. */
private val waiting =
    landlordWorkflow<String, String> {
        threads += Thread.currentThread().name
        awaitSignal(desk.resized)
    }

/** Where the bodies of waiting runs began. */
private val threads = ConcurrentHashMap.newKeySet<String>()

private val services =
    listOf(
        HandMadeService("Waiting", waiting),
        HandMadeService("Echo", landlordWorkflow { it }),
    )

/** Serves the workflows in a separate process, on the port that is the argument. */
fun main(arguments: Array<String>) {
    serve(arguments.single().toInt()) { services.forEach { bind(it) } }
}

/** Waiting runs hold neither a slot of Restate's concurrency limit nor a stream. */
class WaitingRunsTest :
    FunSpec({
        test("fault 42: while many runs wait, others are answered within a second at the median") {
            RestateServer.start().use { server ->
                serving(server) { services.forEach { bind(it) } }
                    .use {
                        val ingress = Ingress(server)
                        ingress.each(RUNS) { ingress.send("Waiting/$it/run/send", "\"x\"") }
                        val others =
                            mapOf(
                                "status" to { n: Int -> ingress.get("Waiting/$n/status") },
                                "a signal" to
                                    { n: Int ->
                                        ingress.send("Waiting/$n/resized", "\"big\"")
                                    },
                                "cancel" to { n: Int -> ingress.get("Waiting/${n + 100}/cancel") },
                                "a new run" to { n: Int -> ingress.send("Echo/$n/run", "\"x\"") },
                            )
                        for ((what, request) in others) {
                            val times = List(9) { measureTime { request(it) }.inWholeMilliseconds }
                            withClue("$what took $times ms") {
                                times.sorted()[4] shouldBeLessThan 1_000
                            }
                        }
                        eventually(600.seconds) { server.count("status <> 'suspended'") shouldBe 0 }
                        // Send all signals concurrently.
                        ingress.each(RUNS) {
                            if (it !in 0..8 && it !in 100..108) {
                                ingress.send("Waiting/$it/resized", "\"big\"")
                            }
                        }
                        eventually(600.seconds) { server.count() shouldBe 0 }
                        server.ended("completion_result = 'success'") shouldBe RUNS - 9
                        // Restate opens several connections when many runs wait.
                        threads.count { "eventloop" in it } shouldBeGreaterThan 1
                    }
            }
        }

        test(
            "fault 42: a kill of the service loses no waiting run and no run that a signal wakes"
        ) {
            val port = freePort()
            val log = tempdir().toPath() / "service.log"
            val main = "dev.landlord.workflow.serve.WaitingRunsTestKt"
            RestateServer.start().use { server ->
                val ingress = Ingress(server)
                ServiceProcess(main, log, "$port").use {
                    waitUntil("the service is registered") {
                        server.admin().register(server.serviceUrl(port)).let { true }
                    }
                    ingress.each(100) { ingress.send("Waiting/$it/run/send", "\"x\"") }
                    waitUntil("all are suspended") { server.count("status = 'suspended'") == 100 }
                }
                ingress.each(100) { ingress.send("Waiting/$it/resized/send", "\"big\"") }
                ServiceProcess(main, log, "$port").use {
                    waitUntil("all have ended") {
                        server.ended("completion_result = 'success'") == 100
                    }
                }
            }
        }

        test("fault 42: no signal is lost that arrives while a run is being suspended") {
            val workflow =
                landlordWorkflow<String, String> {
                    List(4) { awaitSignal(desk.resized) }.joinToString()
                }
            RestateServer.start().use { server ->
                serving(server) { bind(HandMadeService("Many", workflow)) }
                    .use {
                        val ingress = Ingress(server)
                        withContext(Dispatchers.IO) {
                            repeat(40) { run ->
                                launch {
                                    val random = Random(run)
                                    ingress.send("Many/$run/run/send", "\"x\"")
                                    repeat(4) {
                                        delay(random.nextInt(950, 1_150).milliseconds)
                                        ingress.send("Many/$run/resized", "\"$it\"")
                                    }
                                    ingress.attach("Many/$run") shouldBe "\"0, 1, 2, 3\""
                                }
                            }
                        }
                    }
            }
        }

        test("fault 42: timers reach a run while a block of another branch runs") {
            val ticks = CountDownLatch(3)
            val workflow =
                landlordWorkflow<String, String> {
                    parallel(
                            {
                                step("long") {
                                    if (ticks.await(120, TimeUnit.SECONDS)) "in time" else "late"
                                }
                            },
                            {
                                repeat(3) {
                                    sleep(1_500.milliseconds)
                                    step("tick") { ticks.countDown() }
                                }
                            },
                        )
                        .first
                }
            // Restate would close the stream after a second without a message.
            impatientServer().use { server ->
                serving(server) { bind(HandMadeService("Long", workflow)) }
                    .use { Ingress(server).send("Long/it/run", "\"x\"") shouldBe "\"in time\"" }
            }
        }

        test("fault 42: a cancellation reaches a run while a block of another branch runs") {
            val begun = CountDownLatch(1)
            val cancelled = CountDownLatch(1)
            val late = CountDownLatch(1)
            val workflow =
                landlordWorkflow<String, String> {
                    parallel(
                        {
                            step("long") {
                                begun.countDown()
                                if (!cancelled.await(120, TimeUnit.SECONDS)) late.countDown()
                            }
                        },
                        {
                            try {
                                sleep(1.hours)
                            } catch (cancellation: WorkflowCancelledException) {
                                cancelled.countDown()
                                throw cancellation
                            }
                        },
                    )
                    "done"
                }
            impatientServer().use { server ->
                serving(server) { bind(HandMadeService("Long", workflow)) }
                    .use {
                        val ingress = Ingress(server)
                        ingress.send("Long/it/run/send", "\"x\"")
                        begun.await()
                        Thread.sleep(1_500) // longer than Restate's timeout
                        ingress.get("Long/it/cancel")
                        eventually(240.seconds) { server.count() shouldBe 0 }
                        late.count shouldBe 1
                    }
            }
        }

        test(
            "fault 42: a long pause of a step holds no slot when the blocks beside it have ended"
        ) {
            val workflow =
                landlordWorkflow<String, String> {
                    val hourly = RetryPolicy(initialDelay = 1.hours, maxDelay = 1.hours)
                    val failed = CountDownLatch(1)
                    parallel(
                        {
                            step<String>("fails", hourly) {
                                failed.countDown().let { error("on purpose") }
                            }
                        },
                        {
                            step("works") {
                                failed.await(120, TimeUnit.SECONDS)
                                Thread.sleep(1_000) // so that the other step fails meanwhile
                            }
                        },
                    )
                    "not reached"
                }
            RestateServer.start().use { server ->
                serving(server) { bind(HandMadeService("Pausing", workflow)) }
                    .use {
                        Ingress(server).send("Pausing/it/run/send", "\"x\"")
                        eventually(120.seconds) {
                            server.count("status = 'backing-off'") shouldBe 1
                        }
                    }
            }
        }

        test("fault 42: a caller that waits for a promise of a run holds no slot") {
            val workflow = landlordWorkflow<String, String> { desk.ready.await() }
            RestateServer.start().use { server ->
                serving(server) { bind(HandMadeService("Promising", workflow)) }
                    .use {
                        val ingress = Ingress(server)
                        ingress.send("Promising/it/run/send", "\"x\"")
                        ingress.get("Promising/it/ready/send")
                        eventually(120.seconds) { server.count("status = 'suspended'") shouldBe 2 }
                        ingress.send("Promising/it/completeReady", "\"now\"")
                        ingress.attach("Promising/it") shouldBe "\"now\""
                        eventually(120.seconds) { server.count() shouldBe 0 }
                    }
            }
        }
    })

private fun impatientServer() =
    RestateServer.options().environment("RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT", "1s").start()

/** Serves the workflow, and returns when it is registered. */
private fun serving(
    server: RestateServer,
    configure: WorkflowServer.Builder.() -> Unit,
): WorkflowServer =
    serve(port = 0) {
            configure()
            register(server.adminUrl())
        }
        .also { check(it.awaitRegistered(Duration.ofSeconds(60))) }

/** The number of invocations that have not ended and meet the condition. */
private fun RestateServer.count(condition: String = "true"): Int =
    number("status <> 'completed' and $condition")

private fun RestateServer.ended(condition: String): Int =
    number(
        "status = 'completed' and target_handler_name = 'run' and target_service_name <> 'Echo' and $condition"
    )

private fun RestateServer.number(condition: String): Int =
    admin()
        .query("select count(1) as number from sys_invocation where $condition")
        .single()["number"]
        .asInt()

/** Requests to the services that must be answered with 200 or 202. */
private class Ingress(server: RestateServer) {
    private val url: URI = server.ingressUrl()

    fun send(path: String, json: String): String = checked(path, post(url.resolve("/$path"), json))

    fun get(path: String): String = checked(path, get(url.resolve("/$path")))

    fun attach(run: String): String = get("restate/workflow/$run/attach")

    /** Runs the block for 0 until [count], 32 at a time. */
    suspend fun each(count: Int, request: (Int) -> Unit) =
        withContext(Dispatchers.IO) {
            repeat(32) { worker ->
                launch { for (index in worker until count step 32) request(index) }
            }
        }

    private fun checked(path: String, answer: Pair<Int, String>): String {
        check(answer.first / 100 == 2) { "$path answered $answer" }
        return answer.second
    }
}
