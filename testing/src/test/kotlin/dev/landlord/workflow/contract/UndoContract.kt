package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

/** The undo actions, their order, and the report of those that fail (G2, G4). */
fun undoContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("undo actions run in reverse order when the body fails, each as a journal entry") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                val database = step("create database") { "db-1" }
                compensate("drop database") { undone += "drop $database" }
                compensate("stop app") { undone += "stop app" }
                step("start app") { fail("no memory", 507) }
            }
        on.run(workflow) shouldBe
            Outcome(
                null,
                507,
                "no memory",
                listOf(
                    "create database",
                    "start app",
                    "failure",
                    "undo: stop app",
                    "undo: drop database",
                ),
            )
        undone shouldContainExactly listOf("stop app", "drop db-1")
    }

    test("the run fails with its first failure, when a replay computes another") {
        val bodies = AtomicInteger()
        val undone = AtomicInteger()
        val outcome =
            on.run(
                landlordWorkflow(undoRetry = quick) {
                    val body = bodies.incrementAndGet()
                    compensate("undo") { check(undone.incrementAndGet() == 3) { "not yet" } }
                    fail("body $body")
                }
            )
        outcome.message shouldBe "body 1"
        outcome.status.failure?.message shouldBe "body 1"
        undone.get() shouldBe 3
        bodies.get() shouldBeGreaterThanOrEqual 2
    }

    test("an unpaired surrogate in a name stops nothing") {
        val attempts = AtomicInteger()
        val half = "Zoë😀".take(4)
        val outcome =
            on.run(
                landlordWorkflow(undoRetry = quick) {
                    compensate("tell $half") { check(attempts.incrementAndGet() == 2) { "once" } }
                    step("greet $half") {}
                    fail("lost")
                }
            )
        outcome.message shouldBe "lost"
        outcome.journal shouldContainExactly listOf("greet Zoë?", "failure", "undo: tell Zoë?")
        attempts.get() shouldBe 2
    }

    test("no undo action runs when the body succeeds") {
        val undone = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("undo") { undone.incrementAndGet() }
                step("work") { "fine" }
            }
        on.run(workflow).journal shouldBe listOf("work")
        undone.get() shouldBe 0
    }

    test("an undo action is retried; one that fails for good is reported and stops no other") {
        val attempts = AtomicInteger()
        val undone = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("first") { undone.incrementAndGet() }
                compensate("flaky", retry = quick) {
                    check(attempts.incrementAndGet() == 3) { "not yet" }
                }
                compensate("stuck", retry = RetryPolicy.NONE) { error("locked") }
                fail("too late", 410)
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 410
        outcome.message shouldBe
            "too late; not undone: \"stuck\" " +
                "(step \"undo: stuck\" failed: java.lang.IllegalStateException: locked)"
        attempts.get() shouldBe 3
        undone.get() shouldBe 1
    }

    test("a failure that the body catches undoes nothing") {
        val undone = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("undo") { undone.incrementAndGet() }
                try {
                    step("first way") { fail("closed", 503) }
                } catch (_: TerminalException) {
                    step("second way") { "went" }
                }
            }
        on.run(workflow).result shouldBe "went"
        undone.get() shouldBe 0
    }

    test("catch and finally in a body see terminal failures only") {
        val seen = CopyOnWriteArrayList<String>()
        val attempts = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                try {
                    sleep(2.milliseconds)
                    step("flaky") {
                        check(attempts.incrementAndGet() >= 2) { "not yet" }
                        "fine"
                    }
                } catch (failure: Throwable) {
                    seen += failure.toString()
                    throw failure
                } finally {
                    seen += "finally"
                }
            }
        on.run(workflow).result shouldBe "fine"
        seen shouldContainExactly listOf("finally")
    }

    test("the final failure lists the failed undo actions of a saga, with any cause") {
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                saga {
                    compensate("stuck", RetryPolicy.NONE) { error("locked") }
                    step("in flight") { gate.awaitCancelled() }
                    step("never") {}
                }
                "unreachable"
            }
        }
        outcome.code shouldBe 409
        outcome.message.orEmpty() shouldStartWith "cancelled; not undone: \"stuck\" ("

        val later =
            landlordWorkflow<String, String> {
                try {
                    saga {
                        compensate("stuck", RetryPolicy.NONE) { error("locked") }
                        fail("first")
                    }
                } catch (_: TerminalException) {}
                fail("second")
            }
        on.run(later).message.orEmpty() shouldStartWith "second; not undone: \"stuck\" ("
    }

    test("a run does not report the failed undo actions of another run") {
        val workflow =
            landlordWorkflow<String, String> { name ->
                compensate("stuck $name", RetryPolicy.NONE) { error("locked") }
                throw SoldOut
            }
        on.run(workflow, "one")
        on.run(workflow, "two").message.orEmpty() shouldNotContain "stuck one"
    }
}
