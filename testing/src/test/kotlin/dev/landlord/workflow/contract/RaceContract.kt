package dev.landlord.workflow.contract

import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds

/** The effects of racing branches on each other. */
fun raceContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("the first branch to end gives its result, and the others stop") {
        val workflow =
            landlordWorkflow<String, String> {
                val first =
                    race(
                        { "slow".also { sleep(30.days) } },
                        {
                            step("work") { "quick" }
                        },
                        {
                            sleep(30.days)
                            step("never") { "never" }
                        },
                    )
                step("after") { first }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "quick"
        outcome.journal shouldContainExactly listOf("Sleep", "work", "Sleep", "after")
    }

    test("the first branch to fail fails the race, unless it catches the failure") {
        val workflow =
            landlordWorkflow<String, String> {
                try {
                    race(
                        { fail("no way", 418) },
                        { "slow".also { sleep(30.days) } },
                    )
                } catch (failure: TerminalException) {
                    "${failure.code} ${failure.message}"
                }
            }
        on.run(workflow).result shouldBe "418 no way"
    }

    test("only the losers are undone, in reverse order, before the race ends") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("outer") { undone += "outer" }
                val won =
                    race(
                        {
                            compensate("a") { undone += "a" }
                            sleep(30.days)
                        },
                        {
                            compensate("winner") { undone += "winner" }
                            sleep(5.milliseconds)
                            "won"
                        },
                        {
                            compensate("b") { undone += "b" }
                            saga {
                                compensate("c") { undone += "c" }
                                sleep(30.days)
                            }
                        },
                    )
                step("after") { "$won $undone" }
            }
        on.run(workflow).result shouldBe "won [c, b, a]"
        undone shouldContainExactly listOf("c", "b", "a")
    }

    test("undo actions of losers can be kept, and run when the run fails") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                race(
                    {
                        compensate("loser") { undone += "loser" }
                        sleep(30.days)
                    },
                    {
                        compensate("winner") { undone += "winner" }
                        sleep(5.milliseconds)
                    },
                    undoLosers = false,
                )
                step("after") { undone.toList() }.shouldBeEmpty()
                fail("in the end")
            }
        on.run(workflow).message shouldBe "in the end"
        undone shouldContainExactly listOf("winner", "loser")
    }

    test("the step of a loser settles, and the undo action that it then registers runs (G3)") {
        val undone = CopyOnWriteArrayList<String>()
        val won = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                race(
                    { step("win") { "won ${won.incrementAndGet()}" } },
                    {
                        val created =
                            step("create") {
                                meanwhile { won.get() == 1 }
                                // The race must be decided before this block ends.
                                meanwhile(100.milliseconds) { false }
                                "database"
                            }
                        compensate("drop") { undone += "drop $created" }
                        step("never") { "never" }
                    },
                )
                step("after") { "$undone" }
            }
        val outcome = on.run(workflow)
        outcome.result shouldBe "[drop database]"
        outcome.journal shouldNotContain "never"
    }

    test("a race inside a race or a stopped branch ends with it") {
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                parallel(
                    {
                        race({
                            race({
                                compensate("inner") { undone += "inner" }
                                sleep(30.days)
                            })
                        })
                    },
                    {
                        sleep(5.milliseconds)
                        fail("stop", 418)
                    },
                )
                "unreachable"
            }
        on.run(workflow).code shouldBe 418
        undone shouldContainExactly listOf("inner")
    }

    test("an approval that loses is withdrawn, and can be requested again") {
        val desk = Desk()
        val workflow =
            landlordWorkflow<String, String> {
                val lost = race({ awaitApproval(desk.finance) }, { awaitSignal(desk.resized) })
                "$lost ${awaitApproval(desk.finance)}"
            }
        val outcome =
            on.play(desk, workflow) {
                awaitPending(request = 1)
                send("nobody").code shouldBe 200
                awaitPending(request = 2)
                approve("alice", 5, request = 1).code shouldBe 410
                approve("alice", 7, request = 2).code shouldBe 200
            }
        outcome.result shouldBe "nobody 7"
    }

    test("a cancellation ends a race, and all effects are undone") {
        val undone = CopyOnWriteArrayList<String>()
        val outcome = on.runAndCancelWorkflow { gate ->
            landlordWorkflow {
                compensate("outer") { undone += "outer" }
                race(
                    {
                        compensate("a") { undone += "a" }
                        step("work") { gate.awaitCancelled() }
                        compensate("b") { undone += "b" }
                        step("never") { "never" }
                    },
                    {
                        compensate("c") { undone += "c" }
                        sleep(30.days)
                        "never"
                    },
                )
            }
        }
        outcome.code shouldBe 409
        outcome.journal shouldNotContain "never"
        // No branch has won, so all actions are undone in their order.
        undone shouldContainExactly listOf("b", "c", "a", "outer")
    }

    test("a branch whose race is decided before it starts does nothing") {
        val begun = AtomicInteger()
        val workflow =
            landlordWorkflow<String, String> {
                race(
                    { "at once" },
                    {
                        begun.incrementAndGet()
                        "${sleep(30.days)}"
                    },
                )
            }
        on.run(workflow).result shouldBe "at once"
        begun.get() shouldBe 0
    }
}
