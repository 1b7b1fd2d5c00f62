package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.net.URI
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import org.apache.logging.log4j.Level

/** The log that operators read, and the text that callers can put there. */
class LogTest :
    FunSpec({
        val tries = ConcurrentHashMap<String, AtomicInteger>()
        fun nth(key: String) = tries.computeIfAbsent(key) { AtomicInteger() }.incrementAndGet()
        val desk = Desk()
        val workflow =
            landlordWorkflow<String, String>(
                stepRetry = RetryPolicy(initialDelay = 5.milliseconds, maxAttempts = 3)
            ) { input ->
                when (input) {
                    "step" -> step("pay") { if (nth(input) < 3) error("a\nb") else "done" }
                    "body" -> if (nth(input) < 3) error("a bug") else "done"
                    "beside" ->
                        parallel(
                                { step("slow") { while (nth("slow") < 20) Thread.sleep(50) } },
                                {
                                    step("quick") {
                                        while (!tries.containsKey("slow")) Thread.sleep(5)
                                        if (nth("quick") < 3) error("b") else "done"
                                    }
                                },
                            )
                            .second
                    "gives-up" -> step("pay") { error("for ever") }
                    else -> fail("as intended", code = 418)
                }
            }
        val openTwin =
            object : HandMadeService("OpenTwin", workflow, listOf(desk.finance, desk.legal)) {}
        val openOther = object : HandMadeService("OpenOther", workflow, listOf(desk.legal)) {}
        lateinit var server: RestateServer
        lateinit var served: WorkflowServer

        beforeSpec {
            server = RestateServer.start()
            served =
                serve(port = 0) {
                    bind(HandMadeService("Logged", workflow))
                    register(server.adminUrl())
                }
            check(served.awaitRegistered(Duration.ofSeconds(60)))
        }
        afterSpec {
            served.close()
            server.close()
        }

        fun url(path: String): URI = server.ingressUrl().resolve("/$path")

        fun run(input: String, key: String = input) = post(url("Logged/$key/run"), "\"$input\"")

        test("fault 43: an attempt of a step that Restate retries is one line, without a stack") {
            LogCapture("dev", Level.WARN).use { log ->
                run("step").first shouldBe 200
                log.messages shouldHaveSize 2
                log.frames.sum() shouldBe 0
            }
        }

        test("fault 43: an attempt of a body that Restate retries is one line, without a stack") {
            LogCapture("dev.landlord.workflow", Level.WARN).use { log ->
                run("body").first shouldBe 200
                log.messages.toList() shouldBe
                    List(2) {
                        "run/body: java.lang.IllegalStateException: a bug; Restate retries it"
                    }
                log.frames.sum() shouldBe 0
            }
        }

        test(
            "fault 43: an attempt that is retried in the process is one line; at DEBUG it has the stack"
        ) {
            LogCapture("dev.landlord.workflow", Level.DEBUG).use { log ->
                run("beside").first shouldBe 200
                val (lines, stacks) = log.messages.zip(log.frames).partition { it.second == 0 }
                lines.map { it.first } shouldBe
                    listOf(5, 10).map {
                        "run/beside: step \"quick\" failed: java.lang.IllegalStateException: b; " +
                            "trying again after ${it}ms"
                    }
                stacks shouldHaveSize 2
            }
        }

        test("fault 43: the last attempt of a step is one line; Restate's record names the cause") {
            LogCapture("dev.landlord.workflow", Level.WARN).use { log ->
                run("gives-up").second shouldContain "for ever"
                log.messages shouldHaveSize 3
                log.messages.last() shouldBe
                    "run/gives-up: step \"pay\" failed: java.lang.IllegalStateException: for ever; " +
                        "its retry policy allows no further attempt"
            }
        }

        test("fault 43: a run that fails as intended is one line at INFO and none at WARN") {
            LogCapture("dev", Level.WARN).use { log ->
                run("fails").first shouldBe 418
                log.messages.shouldBeEmpty()
            }
            LogCapture("dev.restate.sdk.core", Level.INFO).use { log ->
                run("fails", "again").first shouldBe 418
                log.messages.filter { "terminal" in it } shouldHaveSize 1
                log.frames.sum() shouldBe 0
            }
        }

        test("fault 11: malformed requests are a few lines at INFO, without a stack") {
            LogCapture("dev", Level.INFO).use { log ->
                repeat(40) {
                    post(url("Logged/it$it/run"), "{").first shouldBe 400
                    post(url("Logged/it$it/resized"), "{\"a\": 1}").first shouldBe 400
                }
                log.levels.filter { it.isMoreSpecificThan(Level.WARN) }.shouldBeEmpty()
                log.frames.sum() shouldBe 0
                val lines = log.messages.filter { "LW176" in it }
                lines.first() shouldStartWith
                    "[LW176] Logged/run: expected an input that can be read, found one that " +
                        "cannot: "
                lines.size shouldBeLessThan 11
            }
        }

        test("fault 11: requests that are not Restate's are a few lines at INFO, without a stack") {
            LogCapture("dev", Level.INFO).use { log ->
                repeat(40) {
                    get(served.uri().resolve("/nothing/here")).first shouldBe 404
                    post(served.uri().resolve("/invoke/No/run"), "{}").first shouldBe 415
                }
                log.levels.filter { it.isMoreSpecificThan(Level.WARN) }.shouldBeEmpty()
                log.frames.sum() shouldBe 0
                log.messages.filter { "LW175" in it }.size shouldBeLessThan 11
            }
        }

        test(
            "fault 12: open approvals are one line at WARN that names all services, once per process"
        ) {
            LogCapture("dev.landlord.workflow.serve", Level.WARN).use { log ->
                repeat(2) {
                    serve(port = 0) {
                            bind(openTwin)
                            bind(HandMadeService("NoApprovals", workflow))
                            bind(openOther)
                        }
                        .close()
                }
                log.messages.toList() shouldBe
                    listOf(
                        "[LW120] OpenTwin.finance, OpenTwin.legal, OpenOther.legal: expected approvals " +
                            "with tokens or authorize, found neither, so that every caller of Restate's " +
                            "ingress may decide on them in any name. Declare them with tokens(keys) or " +
                            "authorize(…)."
                    )
                log.levels.toList() shouldBe listOf(Level.WARN)
            }
        }
    })
