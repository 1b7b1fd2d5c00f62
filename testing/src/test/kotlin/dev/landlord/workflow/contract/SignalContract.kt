package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.milliseconds

/** Signals to a run in progress. */
fun signalContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("signals are received in the order in which they were sent, early ones too") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val first = awaitSignal(desk.resized)
                    step("work") {}
                    val rest = List(4) { awaitSignal(desk.resized) }
                    "$first$rest"
                },
            ) {
                eventually("the run exists") { send("a").code == 200 }
                for (value in listOf("b", "c", "d", "e")) send(value).code shouldBe 200
            }
        outcome.result shouldBe "a[b, c, d, e]"
    }

    test("a value of more than 1 MiB is refused with its size, and is not received") {
        val desk = Desk()
        val workflow = landlordWorkflow<String, String> { awaitSignal(desk.resized) }
        val outcome =
            on.play(desk, workflow) {
                eventually("the run exists") {
                    send("x".repeat(1024 * 1024)) ==
                        Answer(
                            400,
                            "[LW172] signal \"resized\": expected a value of at most 1048576 bytes of " +
                                "JSON, found 1048578. Keep the data elsewhere and pass its address.",
                        )
                }
                send("small").code shouldBe 200
            }
        outcome.result shouldBe "small"
    }

    test("branches receive signals in turn") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val (left, right) =
                        parallel({ awaitSignal(desk.resized) }, { awaitSignal(desk.resized) })
                    "$left $right"
                },
            ) {
                eventually("the run exists") { send("a").code == 200 }
                send("b")
            }
        outcome.result shouldBe "a b"
    }

    test("a stopped branch has received no signal") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    try {
                        parallel(
                            { awaitSignal(desk.resized) },
                            { step<Unit>("fails") { fail("no") } },
                        )
                    } catch (_: TerminalException) {}
                    "got ${awaitSignal(desk.resized)}"
                },
            ) {
                eventually("the run has failed") { status().phase == WorkflowPhase.RUNNING }
                pass(100.milliseconds)
                send("a").code shouldBe 200
            }
        outcome.result shouldBe "got a"
    }

    test("a hundred signals are received once each, in order") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow { List(100) { awaitSignal(desk.resized) }.joinToString("") },
            ) {
                eventually("the run exists") { send("0,").code == 200 }
                for (value in 1..99) send("$value,").code shouldBe 200
            }
        outcome.result shouldBe (0..99).joinToString("") { "$it," }
    }

    test("a cancellation ends a run that waits for a signal") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    awaitSignal(desk.resized)
                    awaitSignal(desk.resized)
                },
            ) {
                eventually("the run exists") { send("a").code == 200 }
                cancel()
            }
        outcome.message shouldBe "cancelled"
    }
}
