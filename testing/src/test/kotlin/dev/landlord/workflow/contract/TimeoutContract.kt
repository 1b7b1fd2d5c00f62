package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** The `timeout` of a step. */
fun timeoutContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    for ((what, busy) in
        listOf<Pair<String, suspend () -> Unit>>(
            "suspends" to { delay(1.minutes) },
            "holds its thread" to { Thread.sleep(60_000) },
        )) {
        test("an attempt that $what for longer than its timeout ends and is retried") {
            val attempts = AtomicInteger()
            val running = AtomicInteger()
            val workflow =
                landlordWorkflow<String, String>(stepRetry = quick) {
                    // The third attempt must be faster than the timeout, on a busy machine too.
                    step("slow", timeout = 250.milliseconds) {
                        check(running.incrementAndGet() == 1) { "two attempts at once" }
                        try {
                            if (attempts.incrementAndGet() < 3) busy()
                        } finally {
                            running.decrementAndGet()
                        }
                        "attempt ${attempts.get()}"
                    }
                }
            on.run(workflow).result shouldBe "attempt 3"
        }
    }

    test("the last attempt that times out fails the step, with the reason") {
        val workflow =
            landlordWorkflow<String, String>(stepRetry = RetryPolicy.NONE) {
                step("slow", timeout = 20.milliseconds) { delay(1.minutes).let { "never" } }
            }
        on.run(workflow).message shouldBe "step \"slow\" failed: took longer than 20ms"
    }

    test("a timeout that is not reached changes nothing") {
        val workflow =
            landlordWorkflow<String, String> {
                compensate("undo", timeout = 1.minutes) {}
                val quickly = step("quick", timeout = 1.minutes) { "done" }
                fail(quickly)
            }
        on.run(workflow) shouldBe
            Outcome(null, 500, "done", listOf("quick", "failure", "undo: undo"))
    }

    test("an attempt that has changed threads is interrupted at its timeout") {
        val begun = System.nanoTime()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = RetryPolicy.NONE) {
                step("slow", timeout = 50.milliseconds) {
                    withContext(Dispatchers.IO) { 1 }
                    Thread.sleep(20_000)
                }
                "unreachable"
            }
        on.run(workflow).message shouldBe "step \"slow\" failed: took longer than 50ms"
        check(System.nanoTime() - begun < 10_000_000_000) { "it was not interrupted" }
    }
}
