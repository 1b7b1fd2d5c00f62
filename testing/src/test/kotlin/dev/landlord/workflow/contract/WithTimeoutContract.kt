package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowTimeoutException
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds

/** The time limit of a block of a body. */
fun withTimeoutContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a block that ends in time returns its result and journals one Sleep") {
        val workflow =
            landlordWorkflow<String, String> {
                withTimeout(30.days) { step("work") { "done" } } +
                    withTimeoutOrNull(30.days) { step("more") { "too" } }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "donetoo"
        outcome.journal shouldContainExactly listOf("Sleep", "work", "Sleep", "more")
    }

    test("a block that exceeds its time is stopped, and the run fails with 504") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                withTimeout(5.milliseconds) {
                    compensate("kept") { undone += "kept" }
                    sleep(30.days)
                    step("never") { "never" }
                }
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 504
        outcome.message shouldBe "the block of withTimeout took longer than 5ms"
        outcome.journal shouldContainExactly
            listOf("Sleep", "Sleep", "failure", "state landlord.undo.0", "undo: kept").filterNot {
                it.startsWith("state")
            }
        undone shouldContainExactly listOf("kept")
    }

    test("withTimeoutOrNull returns null after a saga of the block has been undone") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                val late =
                    withTimeoutOrNull(5.milliseconds) {
                        compensate("kept") { undone += "kept" }
                        saga {
                            compensate("undone") { undone += "undone" }
                            sleep(30.days)
                        }
                    }
                step("after") { "$late $undone" }
            }
        on.run(workflow).result shouldBe "null [undone]"
    }

    test("each of nested timeouts reports its own, and a failure is not a timeout") {
        val workflow =
            landlordWorkflow<String, String> {
                val inner =
                    withTimeoutOrNull(30.days) {
                        withTimeoutOrNull(1.milliseconds) { sleep(30.days) } ?: "inner"
                    }
                val outer =
                    withTimeoutOrNull(1.milliseconds) {
                        withTimeoutOrNull(30.days) { sleep(30.days) }
                        "late"
                    } ?: "outer"
                val thrown =
                    try {
                        withTimeoutOrNull(30.days) {
                            withTimeout(Duration.ZERO) { sleep(30.days) }
                        }
                    } catch (timeout: WorkflowTimeoutException) {
                        "thrown ${timeout.code}"
                    }
                val failed =
                    try {
                        withTimeoutOrNull(30.days) { fail("broken", 418) }
                    } catch (failure: TerminalException) {
                        "${failure.code}"
                    }
                "$inner $outer $thrown $failed"
            }
        on.run(workflow).result shouldBe "inner outer thrown 504 418"
    }

    test("a step that settles after a cancellation is kept, so its undo is registered (G3)") {
        val undone = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                val made =
                    if (on.isInMemory) {
                        // In memory the run is cancelled after the first entry.
                        race({ step("create") { "made" } }, { "late".also { sleep(30.days) } })
                    } else {
                        withTimeout(30.days) {
                            step("create") {
                                gate.awaitCancelled()
                                "made"
                            }
                        }
                    }
                compensate("drop") { undone += "drop $made" }
                step("never") { "never" }
            }
        }
        outcome.code shouldBe 409
        outcome.journal shouldNotContain "never"
        undone shouldContainExactly listOf("drop made")
    }

    test("a step that settles after a sibling has failed is kept") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                parallel(
                    {
                        step("work") {}
                        fail("no more", 418)
                    },
                    {
                        val made =
                            withTimeout(30.days) {
                                step("create") {
                                    meanwhile(200.milliseconds) { false }
                                    "made"
                                }
                            }
                        compensate("drop") { undone += "drop $made" }
                        step("never") {}
                    },
                )
                "unreachable"
            }
        on.run(workflow).code shouldBe 418
        undone shouldContainExactly listOf("drop made")
    }

    test("a cancellation is not a timeout") {
        val caught = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                try {
                    withTimeoutOrNull(30.days) {
                        step("work") { gate.awaitCancelled() }
                        sleep(30.days)
                    }
                    "gone on"
                } catch (failure: WorkflowCancelledException) {
                    caught += "${failure.message}"
                    throw failure
                }
            }
        }
        outcome.code shouldBe 409
        caught.toSet() shouldBe setOf("cancelled")
    }
}
