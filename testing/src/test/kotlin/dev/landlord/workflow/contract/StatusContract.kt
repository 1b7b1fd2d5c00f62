package dev.landlord.workflow.contract

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.FailureStatus
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.Serializable

/** The answer of `status` for a run with any end. */
fun statusContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("completed: succeeded, with undo actions registered") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("release") {}
                        step("reserve") { "done" }
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.COMPLETED
        status.undo.shouldBeEmpty()
        status.failure shouldBe null
    }

    test("failed: there was nothing to undo") {
        val status = on.run(landlordWorkflow { fail("closed", 418) }).status
        status.phase shouldBe WorkflowPhase.FAILED
        status.undo.shouldBeEmpty()
        status.failure.codeAndMessage() shouldBe (418 to "closed")
    }

    test("failed with the message of a missing run, for a run that exists") {
        val status = on.run(landlordWorkflow { fail("not found", 404) }).status
        status.phase shouldBe WorkflowPhase.FAILED
        status.failure.codeAndMessage() shouldBe (404 to "not found")
    }

    test("fault 37: the failure of a run may quote JSON of any depth") {
        val nested = "{\"a\":".repeat(450) + "1" + "}".repeat(450)
        val outcome =
            on.run(
                landlordWorkflow {
                    compensate("release") {}
                    step("reserve") {}
                    fail("refused: [x $nested]", 409)
                }
            )
        outcome.status.phase shouldBe WorkflowPhase.COMPENSATED
        outcome.status.failure.codeAndMessage() shouldBe (409 to "refused: [x $nested]")
    }

    test("compensated: lists every undo action in the order in which they ran") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("first") {}
                        compensate("second") {}
                        fail("closed", 418)
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.COMPENSATED
        status.outcomes() shouldContainExactly
            listOf("second" to UndoOutcome.DONE, "first" to UndoOutcome.DONE)
        status.failure.codeAndMessage() shouldBe (418 to "closed")
    }

    test("partially compensated: lists what is left, and why") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("first") {}
                        stuck("second")
                        compensate("third") {}
                        fail("closed", 418)
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.PARTIALLY_COMPENSATED
        status.outcomes() shouldContainExactly
            listOf(
                "third" to UndoOutcome.DONE,
                "second" to UndoOutcome.FAILED,
                "first" to UndoOutcome.DONE,
            )
        status.undo.map { it.reason } shouldContainExactly
            listOf(null, "second cannot be undone", null)
        status.failure.codeAndMessage() shouldBe (418 to "closed")
    }

    test("cancelled: all undone") {
        val status = on.runAndCancelWorkflow { gate -> cancellable(gate) {} }.status
        status.phase shouldBe WorkflowPhase.CANCELLED
        status.outcomes() shouldContainExactly listOf("take back" to UndoOutcome.DONE)
        status.failure.codeAndMessage() shouldBe (TerminalException.CANCELLED_CODE to "cancelled")
    }

    test("cancelled with nothing to undo") {
        val status =
            on.runAndCancelWorkflow { gate ->
                    landlordWorkflow {
                        step("in flight") { gate.awaitCancelled() }
                        sleep(1.milliseconds)
                        "unreachable"
                    }
                }
                .status
        status.phase shouldBe WorkflowPhase.CANCELLED
        status.undo.shouldBeEmpty()
    }

    test("partially compensated after a cancellation, which the failure reports") {
        val status =
            on.runAndCancelWorkflow { gate ->
                    cancellable(gate) { fail("take back cannot be undone") }
                }
                .status
        status.phase shouldBe WorkflowPhase.PARTIALLY_COMPENSATED
        status.outcomes() shouldContainExactly listOf("take back" to UndoOutcome.FAILED)
        status.failure.codeAndMessage() shouldBe (TerminalException.CANCELLED_CODE to "cancelled")
    }

    test("completed, with the undo outcomes of a saga that was caught") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("kept") {}
                        try {
                            saga {
                                compensate("inner") {}
                                stuck("stuck")
                                fail("full")
                            }
                        } catch (_: TerminalException) {
                            "went on"
                        }
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.COMPLETED
        status.outcomes() shouldContainExactly
            listOf("stuck" to UndoOutcome.FAILED, "inner" to UndoOutcome.DONE)
        status.failure shouldBe null
    }

    test("compensated: sagas first, also those of branches") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("outer") {}
                        parallel({ failingSaga("left") }, { failingSaga("right") })
                        fail("closed")
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.COMPENSATED
        status.outcomes() shouldContainExactly
            listOf("left", "right", "outer").map { it to UndoOutcome.DONE }
    }

    test("compensated, when a saga that was caught has undone everything") {
        val status =
            on.run(
                    landlordWorkflow {
                        failingSaga("inner")
                        fail("closed")
                    }
                )
                .status
        status.phase shouldBe WorkflowPhase.COMPENSATED
        status.outcomes() shouldContainExactly listOf("inner" to UndoOutcome.DONE)
    }

    test("a typed failure is read from status") {
        val failure = on.run(landlordWorkflow { fail(NoRoom(3)) }).status.failure
        failure?.code shouldBe 409
        (failure?.businessFailure as NoRoom).left shouldBe 3
    }

    test("fault 4: status has the message of a typed failure, without type and values") {
        val status =
            on.run(
                    landlordWorkflow {
                        compensate("give back", RetryPolicy.NONE) { fail(NoRoom(1)) }
                        fail(NoRoom(3))
                    }
                )
                .status
        status.failure.codeAndMessage() shouldBe (409 to "no room: 3 left")
        status.undo.single().reason shouldBe "no room: 1 left"
    }
}

private fun cancellable(gate: Gate, undo: () -> Unit) =
    landlordWorkflow<String, String> {
        step("in flight") { gate.awaitCancelled() }
        compensate("take back") { undo() }
        sleep(1.milliseconds)
        "unreachable"
    }

private suspend fun WorkflowScope.stuck(name: String) =
    compensate(name, RetryPolicy.NONE) { fail("$name cannot be undone") }

private suspend fun WorkflowScope.failingSaga(undo: String) {
    try {
        saga {
            compensate(undo) {}
            fail("full")
        }
    } catch (_: TerminalException) {}
}

private fun WorkflowStatus.outcomes() = undo.map { it.name to it.outcome }

private fun FailureStatus?.codeAndMessage() = this?.run { code to message }

@Serializable
private class NoRoom(val left: Int) : BusinessFailure() {
    override val message
        get() = "no room: $left left"

    override val status
        get() = 409
}
