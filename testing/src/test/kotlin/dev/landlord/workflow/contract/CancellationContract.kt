package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout

/** The operations that a cancellation settles, ends and undoes (G3). */
fun cancellationContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a cancellation lets the step in flight settle, then undoes all steps") {
        val effects = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                step("in flight") {
                    gate.awaitCancelled()
                    effects += "made"
                }
                compensate("take back") { effects += "taken back" }
                step("never") { effects += "never" }
                "unreachable"
            }
        }
        outcome.code shouldBe 409
        outcome.message shouldBe "cancelled"
        outcome.journal shouldContainExactly listOf("in flight", "undo: take back")
        effects shouldContainExactly listOf("made", "taken back")
    }

    test("a step in flight that fails after a cancellation is not retried") {
        val attempts = AtomicInteger()
        val undone = AtomicInteger()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                compensate("take back") { undone.incrementAndGet() }
                step("in flight") {
                    gate.awaitCancelled()
                    attempts.incrementAndGet()
                    error("broken")
                }
            }
        }
        outcome.code shouldBe 409
        outcome.message shouldContain "cancelled"
        attempts.get() shouldBeIn listOf(1, 2)
        undone.get() shouldBe 1
    }

    for ((what, failing) in
        listOf<Pair<String, suspend () -> Double>>(
            "an error" to { throw NotImplementedError("later") },
            "a cancellation of its own" to
                {
                    withTimeout(1.milliseconds) { delay(1.minutes) }
                    0.0
                },
        )) {
        test(
            "$what in a step fails it: retried, named, and final after a cancellation"
        ) {
            val attempts = AtomicInteger()
            val retried =
                on.run(
                    landlordWorkflow(stepRetry = quick) {
                        step("odd") {
                            attempts.incrementAndGet()
                            failing()
                        }
                        "unreachable"
                    }
                )
            retried.message.orEmpty() shouldStartWith "step \"odd\" failed: "
            attempts.get() shouldBe 3

            attempts.set(0)
            val cancelled = on.runAndCancelWorkflow { gate ->
                landlordWorkflow(stepRetry = RetryPolicy(2.milliseconds, maxAttempts = 8)) {
                    step("odd") {
                        gate.awaitCancelled()
                        attempts.incrementAndGet()
                        failing()
                    }
                    "unreachable"
                }
            }
            cancelled.message shouldBe "cancelled"
            attempts.get() shouldBeIn listOf(1, 2)
        }
    }

    test("a cancellation that the body swallows still ends the run cancelled and undone") {
        val undone = AtomicInteger()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                compensate("take back") { undone.incrementAndGet() }
                try {
                    step("in flight") { gate.awaitCancelled() }
                    step("next") {}
                } catch (_: TerminalException) {}
                "as if nothing had happened"
            }
        }
        outcome.code shouldBe 409
        undone.get() shouldBe 1
    }

    test("a body that keeps swallowing its cancellation is abandoned and undone") {
        val undone = AtomicInteger()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                compensate("take back") { undone.incrementAndGet() }
                step("in flight") { gate.awaitCancelled() }
                while (true) {
                    try {
                        sleep(1.days)
                    } catch (_: TerminalException) {}
                }
                @Suppress("UNREACHABLE_CODE") ""
            }
        }
        outcome.code shouldBe 409
        undone.get() shouldBe 1
    }

    test("a branch that keeps swallowing its timeout is abandoned") {
        val workflow =
            landlordWorkflow<String, String> {
                val late =
                    withTimeoutOrNull(5.milliseconds) {
                        while (true) {
                            try {
                                sleep(1.days)
                            } catch (_: TerminalException) {}
                        }
                    }
                step("after") { "$late" }
            }
        on.run(workflow).result shouldBe "null"
    }

    test("cancelling a run that has ended changes nothing") {
        val workflow = landlordWorkflow<String, String> { "done" }
        val outcome =
            on.play(Desk(), workflow) {
                eventually("the run has ended") { status().phase == WorkflowPhase.COMPLETED }
                cancel().code shouldBe 200
                status().phase shouldBe WorkflowPhase.COMPLETED
            }
        outcome.result shouldBe "done"
    }
}
