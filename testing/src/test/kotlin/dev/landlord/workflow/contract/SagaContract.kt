package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** The undo of a `saga`. */
fun sagaContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("undo actions of a completed saga keep their order among those of other branches") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                parallel(
                    {
                        saga {
                            compensate("a") { undone += "a" }
                            sleep(300.milliseconds)
                        }
                    },
                    {
                        sleep(20.milliseconds)
                        compensate("b") { undone += "b" }
                    },
                )
                fail("the end")
            }
        on.run(workflow)
        undone shouldContainExactly listOf("b", "a")
    }

    test("a failed saga is undone, and the body that catches the failure continues") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("outer") { undone += "outer" }
                try {
                    saga {
                        compensate("first") { undone += "first" }
                        step("reserve") {}
                        compensate("second") { undone += "second" }
                        step<String>("pay") { fail("declined", 402) }
                    }
                } catch (failure: TerminalException) {
                    step("pay otherwise") { "after ${failure.code} ${failure.message}" }
                }
            }
        on.run(workflow) shouldBe
            Outcome(
                "after 402 declined",
                null,
                null,
                listOf("reserve", "pay", "undo: second", "undo: first", "pay otherwise"),
            )
        undone shouldContainExactly listOf("second", "first")
    }

    test("undo actions of a completed saga run with the others, in their order") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("before") { undone += "before" }
                val kept = saga {
                    compensate("in it") { undone += "in it" }
                    saga { compensate("in one in it") { undone += "in one in it" } }
                    step("work") { "kept" }
                }
                compensate("after") { undone += "after" }
                fail("$kept, and too late", 410)
            }
        on.run(workflow).message shouldBe "kept, and too late"
        undone shouldContainExactly listOf("after", "in one in it", "in it", "before")
    }

    test("an uncaught failure undoes nested sagas from the inside out") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("outer") { undone += "outer" }
                saga {
                    compensate("middle") { undone += "middle" }
                    saga {
                        compensate("inner") { undone += "inner" }
                        fail("deep inside", 418)
                    }
                }
            }
        on.run(workflow) shouldBe
            Outcome(
                null,
                418,
                "deep inside",
                listOf("undo: inner", "undo: middle", "failure", "undo: outer"),
            )
        undone shouldContainExactly listOf("inner", "middle", "outer")
    }

    test("a failed undo action of a saga stops no other, and the failure names it") {
        val undone = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                try {
                    saga {
                        compensate("first") { undone.incrementAndGet() }
                        compensate("stuck", RetryPolicy.NONE) { error("locked") }
                        fail("no", 409)
                    }
                } catch (failure: TerminalException) {
                    "${failure.code} ${failure.message}"
                }
            }
        on.run(workflow).result shouldBe
            "409 no; not undone: \"stuck\" " +
                "(step \"undo: stuck\" failed: java.lang.IllegalStateException: locked)"
        undone.get() shouldBe 1
    }

    test("a cancellation in a saga undoes the saga first, its step in flight too") {
        val undone = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                compensate("outer") { undone += "outer" }
                saga {
                    step("in flight") { gate.awaitCancelled() }
                    compensate("inner") { undone += "inner" }
                    step("never") {}
                }
                "unreachable"
            }
        }
        outcome.message shouldBe "cancelled"
        outcome.journal shouldContainExactly listOf("in flight", "undo: inner", "undo: outer")
        undone shouldContainExactly listOf("inner", "outer")
    }

    test("a saga in a branch that is stopped is undone before the group fails") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                try {
                    parallel(
                        {
                            saga {
                                compensate("left") { undone += "left" }
                                sleep(1.minutes)
                            }
                        },
                        {
                            sleep(5.milliseconds)
                            step<Unit>("fails") { fail("right is broken", 418) }
                        },
                    )
                    "unreachable"
                } catch (failure: TerminalException) {
                    step("after") { "$undone ${failure.message}" }
                }
            }
        on.run(workflow) shouldBe
            Outcome(
                "[left] right is broken",
                null,
                null,
                listOf("Sleep", "Sleep", "fails", "undo: left", "after"),
            )
    }
}
