package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.now
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.terminalOn
import dev.landlord.workflow.uuid
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import org.apache.logging.log4j.Level

/** The behaviour of steps, sleeps, `now`, `uuid` and `random`. */
fun stepContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a workflow without operations returns the result of its body") {
        on.run(landlordWorkflow { "hello $it" }, "world") shouldBe
            Outcome("hello world", null, null, emptyList())
    }

    test("steps run once each and in order, and their results reach the body") {
        val ran = CopyOnWriteArrayList<String>()
        val outcome =
            on.run(
                landlordWorkflow { input ->
                    val one =
                        step("one") {
                            ran += "one"
                            "$input 1"
                        }
                    val two =
                        step("two") {
                            ran += "two"
                            "$one 2"
                        }
                    step("nothing") { ran += "nothing" }
                    two
                },
                "0",
            )
        outcome shouldBe Outcome("0 1 2", null, null, listOf("one", "two", "nothing"))
        ran shouldContainExactly listOf("one", "two", "nothing")
    }

    test("a step may return null, a list or nothing") {
        val workflow =
            landlordWorkflow<String, String> {
                val nothing = step<String?>("null") { null }
                val list = step("list") { listOf(1, 2) }
                val unit = step("unit") {}
                val nullableUnit = step<Unit?>("nullable unit") { null }
                "$nothing $list ${unit == Unit} $nullableUnit"
            }
        on.run(workflow).result shouldBe "null [1, 2] true null"
    }

    test("a repeated step name is numbered") {
        val workflow =
            landlordWorkflow<String, String> {
                (1..3).map { n -> step("again") { n } }.joinToString()
            }
        on.run(workflow) shouldBe
            Outcome("1, 2, 3", null, null, listOf("again", "again #2", "again #3"))
    }

    test("a step that fails at first is retried, and nothing is undone") {
        val attempts = AtomicInteger()
        val undone = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                compensate("undo") { undone.incrementAndGet() }
                step("flaky") {
                    check(attempts.incrementAndGet() >= 3) { "not yet" }
                    "done"
                }
            }
        on.run(workflow) shouldBe Outcome("done", null, null, listOf("flaky"))
        attempts.get() shouldBe 3
        undone.get() shouldBe 0
    }

    test(
        "a step that keeps failing fails terminally after its last attempt, with its name and cause"
    ) {
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                step("doomed") {
                    attempts.incrementAndGet()
                    throw java.io.IOException("disk full")
                }
            }
        on.run(workflow) shouldBe
            Outcome(
                null,
                500,
                "step \"doomed\" failed: java.io.IOException: disk full",
                listOf("doomed"),
            )
        attempts.get() shouldBe 3
    }

    test("the policy of a step overrides that of the workflow") {
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                step("once", retry = RetryPolicy.NONE) {
                    attempts.incrementAndGet()
                    error("no")
                }
            }
        on.run(workflow).code shouldBe 500
        attempts.get() shouldBe 1
    }

    test("fail() in a step is not retried, and the body may catch it") {
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                try {
                    step("quota") {
                        attempts.incrementAndGet()
                        fail("out of quota", 422)
                    }
                } catch (failure: TerminalException) {
                    "caught ${failure.code}: ${failure.message}"
                }
            }
        on.run(workflow).result shouldBe "caught 422: out of quota"
        attempts.get() shouldBe 1
    }

    test("fail() in the body ends the run with its code and message") {
        val outcome = on.run(landlordWorkflow { fail("no such tenant", 404) })
        outcome shouldBe Outcome(null, 404, "no such tenant", emptyList())
    }

    test("sleep is durable and one entry") {
        val workflow =
            landlordWorkflow<String, String> {
                sleep(50.milliseconds)
                "slept"
            }
        on.run(workflow) shouldBe Outcome("slept", null, null, listOf("Sleep"))
    }

    test("now, uuid and random are the same on every replay, and differ between calls") {
        val seen = CopyOnWriteArrayList<String>()
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                val drawn =
                    "${now()} ${uuid()} ${uuid()} ${random.nextLong()} ${random.nextInt(10)}"
                seen += drawn
                sleep(2.milliseconds)
                step("flaky") { check(attempts.incrementAndGet() >= 2) { "not yet" } }
                drawn
            }
        val drawn = checkNotNull(on.run(workflow).result)
        seen.toSet() shouldBe setOf(drawn)
        seen.size shouldBeGreaterThanOrEqual 2
        val (_, first, second) = drawn.split(' ')
        first shouldNotBe second
    }

    test("the workflow id is the key of the run, in steps too") {
        val workflow =
            landlordWorkflow<String, String> {
                val inStep = step("id") { workflowId }
                "${inStep == workflowId} ${workflowId.isNotEmpty()}"
            }
        on.run(workflow).result shouldBe "true true"
    }

    test("the log is silent on replay") {
        val workflow =
            landlordWorkflow<String, String> {
                log.info { "one" }
                sleep(2.milliseconds)
                log.info { "two" }
                step("work") {}
                log.info { "three" }
                sleep(2.milliseconds)
                workflowId
            }
        LogCapture("dev.landlord.workflow", Level.INFO).use { log ->
            val id = on.run(workflow).result
            log.messages shouldContainExactly listOf("$id: one", "$id: two", "$id: three")
        }
    }

    test("an exception in terminalOn, or its subclass, is not retried") {
        val attempts = AtomicInteger()
        val policy = quick.terminalOn<IllegalArgumentException>()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = policy) {
                step("check") {
                    if (attempts.incrementAndGet() == 1) error("try again")
                    throw NumberFormatException("abc")
                }
            }
        on.run(workflow).message shouldBe
            "step \"check\" failed: java.lang.NumberFormatException: abc"
        attempts.get() shouldBe 2
    }

    test("a result that is too large fails its step terminally, with a remedy") {
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(maxResultSize = 100) {
                step("small") { "x".repeat(98) }
                step("large") {
                    attempts.incrementAndGet()
                    "x".repeat(99)
                }
            }
        on.run(workflow) shouldBe
            Outcome(
                null,
                500,
                "[LW111] step(\"large\"): expected a value of at most 100 bytes, because each " +
                    "replay reads the whole journal, found 101. Keep the data elsewhere and return " +
                    "its address, or raise the maxResultSize of the workflow.",
                listOf("small", "large"),
            )
        attempts.get() shouldBe 1
    }
}
