package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.send
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Requests of a run to other services. */
fun callContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a call returns the result of the service") {
        val workflow =
            landlordWorkflow<String, String> {
                val first = call(Errands.greet("Ada"))
                val (a, b) = parallel({ call(Errands.greet("Bob")) }, { step("work") { "work" } })
                "$first, $a, $b"
            }
        on.run(workflow).result shouldBe "hello Ada, hello Bob, work"
    }

    test("a failure of the service can be caught, by its type too; uncaught it fails the run") {
        val workflow =
            landlordWorkflow<String, String> {
                val refused =
                    try {
                        call(Errands.refuse("no tea"))
                    } catch (failure: TerminalException) {
                        "${failure.code} ${failure.message}"
                    }
                val soldOut =
                    try {
                        call(Errands.sell("tea"))
                    } catch (failure: NoneLeft) {
                        failure.what
                    }
                call(Errands.refuse("$refused, $soldOut"))
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 418
        outcome.message shouldBe "418 no tea, tea"
    }

    test("a sent request can be attached to later, or never") {
        val workflow =
            landlordWorkflow<String, String> {
                val sent = send(Errands.greet("Ada"), after = 20.milliseconds)
                send(Errands.refuse("nobody hears it"))
                val work = step("work") { "work" }
                "${sent.attach()}, ${sent.attach()}, $work, ${sent.id}"
            }
        on.run(workflow).result.orEmpty() shouldMatch
            Regex("hello Ada, hello Ada, work, inv_[0-9A-Za-z_]+")
    }

    test("a sent request can be cancelled before and after it starts") {
        val name = "${UUID.randomUUID()}"
        val workflow =
            landlordWorkflow<String, String> {
                val codes =
                    listOf(30.seconds, Duration.ZERO).map { after ->
                        val sent = send(Errands.dawdle(name), after)
                        if (after == Duration.ZERO && !on.isInMemory) {
                            step("begun") { Errands.awaitStarted(name) }
                        }
                        sent.cancel()
                        try {
                            sent.attach()
                        } catch (failure: TerminalException) {
                            "${failure.code}"
                        }
                    }
                "$codes"
            }
        // In memory no request starts before the body waits.
        on.run(workflow).result shouldBe if (on.isInMemory) "[404, 404]" else "[404, 409]"
    }

    test("a failing sibling cancels the call of a branch and waits for its end (G3)") {
        val name = "${UUID.randomUUID()}"
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                parallel(
                    {
                        step("work") {}
                        if (!on.isInMemory) step("begun") { Errands.awaitStarted(name) }
                        fail("no more", 418)
                    },
                    {
                        compensate("called") { undone += "after ${name in Errands.cancelled}" }
                        race({ call(Errands.dawdle(name)) })
                        step("never") { "never" }
                    },
                )
                "unreachable"
            }
        val outcome = on.run(workflow)
        outcome.code shouldBe 418
        outcome.journal shouldNotContain "never"
        if (!on.isInMemory) undone shouldContainExactly listOf("after true")
    }

    test("a cancellation of the run cancels its call and waits for its end (G3)") {
        val name = "${UUID.randomUUID()}"
        val undone = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                parallel(
                    {
                        compensate("called") { undone += "after ${name in Errands.cancelled}" }
                        call(Errands.dawdle(name))
                    },
                    {
                        if (on.isInMemory) sleep(1.milliseconds)
                        else
                            step("work") {
                                Errands.awaitStarted(name)
                                gate.awaitCancelled()
                            }
                    },
                )
                "unreachable"
            }
        }
        outcome.code shouldBe 409
        outcome.message shouldBe "cancelled"
        if (!on.isInMemory) undone shouldContainExactly listOf("after true")
    }

    test("an undo action can call other services and cancel sent requests") {
        val name = "${UUID.randomUUID()}"
        val workflow =
            landlordWorkflow<String, String> {
                val sent = send(Errands.dawdle(name), after = 30_000.milliseconds)
                compensateWith("tidy up") {
                    sent.cancel()
                    step("note") { "noted" }
                    call(Errands.tidy(name))
                }
                compensate("last") {}
                fail("in the end", 418)
            }
        val outcome = on.run(workflow)
        outcome.message shouldBe "in the end"
        outcome.journal shouldContainExactly listOf("failure", "undo: last", "note")
        Errands.done shouldContain name
    }

    test("a timed-out call of an undo action is cancelled, and its end awaited (G3)") {
        val name = "${UUID.randomUUID()}"
        val workflow =
            landlordWorkflow<String, String> {
                compensateWith("tidy up") {
                    race(
                        {
                            if (on.isInMemory) step("work") {}
                            else step("begun") { Errands.awaitStarted(name) }
                        },
                        { call(Errands.dawdle(name)) },
                    )
                    step("after ${name in Errands.cancelled}") {}
                }
                fail("in the end", 418)
            }
        val outcome = on.run(workflow)
        outcome.message shouldBe "in the end"
        outcome.journal.last() shouldBe "after ${!on.isInMemory}"
    }

    test("an undo action with a saga that fails completes, and both are reported (G4)") {
        val workflow =
            landlordWorkflow<String, String> {
                compensate("first") {}
                compensateWith("second") {
                    try {
                        saga {
                            compensate("inner") {}
                            fail("not so")
                        }
                    } catch (_: TerminalException) {}
                }
                fail("in the end", 418)
            }
        val outcome = on.run(workflow)
        outcome.message shouldBe "in the end"
        outcome.status.phase shouldBe WorkflowPhase.COMPENSATED
        outcome.status.undo.map { it.name } shouldContainExactly listOf("second", "first", "inner")
    }

    test("a failed call in an undo action is reported (G4)") {
        val workflow =
            landlordWorkflow<String, String> {
                compensateWith("tidy up") { call(Errands.refuse("closed")) }
                fail("in the end", 418)
            }
        on.run(workflow).message shouldBe "in the end; not undone: \"tidy up\" (closed)"
    }

    test("no cancellation reaches the call of an undo action") {
        val name = "${UUID.randomUUID()}"
        val workflow =
            landlordWorkflow<String, String> {
                compensateWith("tidy up") { call(Errands.tidy(name)) }
                sleep(1_000_000.milliseconds)
                "unreachable"
            }
        val outcome =
            on.play(Desk(), workflow) {
                cancel()
                if (!on.isInMemory) {
                    eventually("the run is undoing") { status().undo.isNotEmpty() }
                }
                cancel()
            }
        outcome.message shouldBe "cancelled"
        Errands.done shouldContain name
    }
}
