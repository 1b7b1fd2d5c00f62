package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowTimeoutException
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.poll
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

/** The waits of a body that polls for a condition. */
fun pollContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("poll runs a step and a sleep for each attempt until there is a value") {
        val asked = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                poll("address", every = 2.milliseconds, within = 1_000.milliseconds) {
                    "address".takeIf { asked.incrementAndGet() == 3 }
                }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "address"
        outcome.journal shouldContainExactly
            listOf("address", "Sleep", "address #2", "Sleep", "address #3")
    }

    test("poll repeats until the condition holds") {
        val asked = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                poll("is ready", every = 2.milliseconds, within = 1_000.milliseconds) {
                    asked.incrementAndGet() > 2
                }
                "ready"
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "ready"
        outcome.journal.filterNot { it == "Sleep" } shouldContainExactly
            listOf("is ready", "is ready #2", "is ready #3")
    }

    test("waits grow by the factor up to the limit, and the last ends at the time limit") {
        val workflow =
            landlordWorkflow<String, String> {
                try {
                    poll<String>("x", 2.milliseconds, 20.milliseconds, 2.0, 6.milliseconds) { null }
                } catch (late: WorkflowTimeoutException) {
                    "${late.code} ${late.message}"
                }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "504 poll(\"x\") took longer than 20ms"
        // 2, 4, 6, 6 and 2 milliseconds.
        outcome.journal shouldContainExactly
            listOf("x") + (2..6).flatMap { listOf("Sleep", "x #$it") }
    }

    test(
        "a failing block is retried by the policy; a terminal failure ends the poll"
    ) {
        val asked = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String>(stepRetry = quick) {
                try {
                    poll("x", every = 2.milliseconds, within = 1_000.milliseconds) {
                        when (asked.incrementAndGet()) {
                            1 -> error("try again")
                            2 -> false
                            else -> fail("gone", 410)
                        }
                    }
                    "never"
                } catch (failure: TerminalException) {
                    "${failure.code} ${failure.message}"
                }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "410 gone"
        outcome.journal shouldContainExactly listOf("x", "Sleep", "x #2")
    }
}
