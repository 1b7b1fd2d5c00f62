package dev.landlord.workflow.testing

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.OutOfQuota
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.minus
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.UUID
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

class RunWorkflowTestTest :
    FunSpec({
        test("its status is the answer of the handler at any time") {
            val workflow =
                landlordWorkflow<String, String> {
                    compensate("release") {}
                    compensate("refund", RetryPolicy.NONE) {}
                    step("pay") {}
                    fail("lost", 502)
                }
            runWorkflowTest(workflow) {
                hold("pay")
                hold("undo: release")
                failStepForGood("undo: refund", "closed")
                start("")
                status().phase shouldBe WorkflowPhase.RUNNING
                release("pay")
                status().phase shouldBe WorkflowPhase.COMPENSATING
                status().undo.map { "${it.name} ${it.outcome} ${it.reason}" } shouldContainExactly
                    listOf("refund FAILED closed", "release PENDING null")
                status().failure?.message shouldBe "lost"
                release("undo: release")
                status().phase shouldBe WorkflowPhase.PARTIALLY_COMPENSATED
                expectDone("pay")
            }
        }

        test("a story of a run that succeeds") {
            runWorkflowTest(trip(Bookings())) {
                start("Oslo")
                expectDone("book flight", "book hotel")
                expectWaitingFor("sleep")
                advanceBy(2.days)
                expectWaitingFor("sleep")
                advanceBy(1.days)
                expectDone("book flight", "book hotel", "pay")
                expectUndone()
                expectResult("Oslo paid")
            }
        }

        test("a story of a run that fails") {
            val bookings = Bookings()
            runWorkflowTest(trip(bookings)) {
                failStepForGood("pay", "card refused", code = 402)
                start("Oslo")
                advanceUntilEnd()
                expectFailure("card refused", code = 402)
                expectUndone("cancel hotel", "cancel flight")
            }
            bookings.made shouldContainExactly emptyList()
        }

        test("thirty days pass in virtual time") {
            measureTime {
                runWorkflowTest(
                    landlordWorkflow<String, String> {
                        val begun = now()
                        repeat(30) { sleep(1.days) }
                        "${now() - begun}"
                    }
                ) {
                    start("x")
                    advanceBy(30.days)
                    expectResult("30d")
                }
            } shouldBeLessThan 2.seconds
        }

        test("a crash before a step, after it, or everywhere changes nothing") {
            for (moment in 0..2) {
                val bookings = Bookings()
                runWorkflowTest(trip(bookings)) {
                    when (moment) {
                        0 -> crashBefore("book hotel")
                        1 -> crashAfter("book hotel")
                        2 -> crashAfterEveryEntry()
                    }
                    start("Oslo")
                    crash()
                    advanceUntilEnd()
                    expectResult("Oslo paid")
                }
                bookings.calls shouldContainExactly listOf("flight", "hotel", "pay")
            }
        }

        test("a crash during a step runs its block again") {
            val bookings = Bookings()
            runWorkflowTest(trip(bookings)) {
                crashDuring("book hotel")
                start("Oslo")
                advanceUntilEnd()
                expectResult("Oslo paid")
            }
            bookings.calls shouldContainExactly listOf("flight", "hotel", "hotel", "pay")
        }

        test("a held step is in flight, and a cancellation waits for it") {
            runWorkflowTest(trip(Bookings())) {
                hold("book hotel")
                start("Oslo")
                expectWaitingFor("book hotel")
                cancel()
                expectWaitingFor("book hotel")
                release("book hotel")
                expectCancelled()
                expectDone("book flight", "book hotel")
                expectUndone("cancel hotel", "cancel flight")
            }
        }

        test("status reports that a cancelled run undoes a saga") {
            val workflow =
                landlordWorkflow<String, String> {
                    saga {
                        compensate("inner") {}
                        step("work") {}
                        step("never") {}
                    }
                    "unreachable"
                }
            runWorkflowTest(workflow) {
                hold("work")
                hold("undo: inner")
                start("")
                cancel()
                release("work")
                status().phase shouldBe WorkflowPhase.COMPENSATING
                status().failure?.message shouldBe "cancelled"
                release("undo: inner")
                status().phase shouldBe WorkflowPhase.CANCELLED
            }
        }

        test("a typed failure that a story injects is caught by its type") {
            val workflow =
                landlordWorkflow<String, String> {
                    try {
                        step("reserve") { "reserved" }
                    } catch (failure: OutOfQuota) {
                        "at most ${failure.limit}"
                    }
                }
            runWorkflowTest(workflow) {
                failStep("reserve", failure = OutOfQuota(3, "beds"))
                start("")
                expectResult("at most 3")
            }
        }

        test("a second cancellation does not stop the undo") {
            runWorkflowTest(trip(Bookings())) {
                hold("undo: cancel hotel")
                start("Oslo")
                cancel()
                expectWaitingFor("undo: cancel hotel")
                cancel()
                expectWaitingFor("undo: cancel hotel")
                release("undo: cancel hotel")
                expectCancelled()
                expectUndone("cancel hotel", "cancel flight")
            }
        }

        test("a cancellation ends a sleep at once") {
            runWorkflowTest(trip(Bookings())) {
                start("Oslo")
                cancel()
                expectCancelled()
                expectUndone("cancel hotel", "cancel flight")
                cancel()
                expectCancelled()
            }
        }

        test("steps end in the order that the test releases them") {
            val order = ArrayList<String>()
            val both =
                landlordWorkflow<String, String> {
                    parallel({ step("a") { order += "a" } }, { step("b") { order += "b" } })
                    "done"
                }
            runWorkflowTest(both) {
                hold("a")
                start("x")
                expectDone("b")
                release("a")
                expectDone("b", "a")
                expectResult("done")
            }
            order shouldContainExactly listOf("b", "a")
        }

        test("a step that fails at first is retried, and the clock advances by its pauses") {
            runWorkflowTest(trip(Bookings())) {
                failStep("book hotel", times = 2)
                start("Oslo")
                expectDone("book flight", "book hotel")
                now.toString() shouldBe "2026-01-01T12:00:01.500Z"
            }
        }

        test("a step that keeps failing fails with its name and cause") {
            runWorkflowTest(trip(Bookings(), RetryPolicy(maxAttempts = 3))) {
                failStep("book flight", times = 3)
                start("Oslo")
                expectFailure(
                    "step \"book flight\" failed: java.lang.IllegalStateException: made to fail by the test"
                )
                expectUndone()
            }
        }

        test("the second step with the same name is numbered") {
            val twice =
                landlordWorkflow<String, String> {
                    repeat(2) { step("again") {} }
                    "done"
                }
            runWorkflowTest(twice) {
                crashAfter("again #2")
                start("x")
                expectDone("again", "again #2")
                "$this" shouldBe
                    """
                    |     1  step "again"
                    |     2  step "again" gave nothing
                    |     3  step "again #2"
                    |     4  step "again #2" gave nothing
                    |        the end: result "done"
                    """
                        .trimMargin()
            }
        }

        context("an unmet expectation is reported with the journal") {
            val journal =
                """
                |     1  step "book flight"
                |     2  step "book flight" gave "flight to Oslo"
                |     3  step "book hotel"
                |     4  step "book hotel" gave "hotel in Oslo"
                |     5  sleep 3d
                """
                    .trimMargin()

            fun messageOf(story: WorkflowTest<String, String>.() -> Unit) =
                shouldThrow<AssertionError> {
                        runWorkflowTest(trip(Bookings())) {
                            start("Oslo")
                            story()
                        }
                    }
                    .message

            test("expectResult with another result or no result yet") {
                messageOf {
                    advanceBy(1.hours)
                    expectResult("Rome paid")
                } shouldBe
                    "[LW145] expectResult(Rome paid): expected the result Rome paid, found the run " +
                        "waiting for sleep 3d, due in 2d 23h. The journal of the run shows what " +
                        "happened.\n$journal"
            }

            test("expectFailure with another failure") {
                messageOf { expectFailure("no", code = 404) } shouldBe
                    "[LW145] expectFailure(\"no\"): expected the failure 404 \"no\", found the run " +
                        "waiting for sleep 3d, due in 3d. The journal of the run shows what " +
                        "happened.\n$journal"
            }

            test("expectDone with other steps") {
                messageOf { expectDone("book hotel") } shouldBe
                    "[LW145] expectDone(\"book hotel\"): expected exactly \"book hotel\", found " +
                        "\"book flight\", \"book hotel\". The journal of the run shows what " +
                        "happened.\n$journal"
            }

            test("expectUndone with other undo actions") {
                messageOf { expectUndone("cancel hotel") } shouldBe
                    "[LW145] expectUndone(\"cancel hotel\"): expected exactly \"cancel hotel\", " +
                        "found nothing. The journal of the run shows what happened.\n$journal"
            }

            test("expectWaitingFor with another wait") {
                messageOf { expectWaitingFor("pay") } shouldBe
                    "[LW145] expectWaitingFor(\"pay\"): expected the run to wait for \"pay\", " +
                        "found the run waiting for sleep 3d, due in 3d. The journal of the run shows " +
                        "what happened.\n$journal"
            }

            test("a run that does not end") {
                shouldThrow<AssertionError> {
                        runWorkflowTest(trip(Bookings())) {
                            hold("book flight")
                            start("Oslo")
                            advanceUntilEnd()
                        }
                    }
                    .message shouldBe
                    "[LW145] advanceUntilEnd(): expected the run to end, found the run waiting for " +
                        "step \"book flight\". The journal of the run shows what happened.\n     1  " +
                        "step \"book flight\""
            }
        }

        test("a story without a start is refused") {
            shouldThrow<AssertionError> { runWorkflowTest(trip(Bookings())) {} }.message shouldBe
                "[LW144] the story: expected that it starts its run, found no " +
                    "start(input). Call it before any function that needs the run."
        }

        test("a second start is refused") {
            shouldThrow<AssertionError> {
                    runWorkflowTest(trip(Bookings())) {
                        start("a")
                        start("b")
                    }
                }
                .message
                .orEmpty() shouldStartWith
                "[LW144] start(input): expected one start in a story, found a second one. Test " +
                    "each run in a story of its own."
        }

        test("releasing a step that is not held is refused") {
            shouldThrow<AssertionError> { runWorkflowTest(trip(Bookings())) { release("pay") } }
                .message
                .orEmpty() shouldStartWith
                "[LW144] release(\"pay\"): expected a step that is held, found that it is not " +
                    "held. Call hold(\"pay\") before the run reaches the step."
        }

        test("an event for a step that never ran is reported") {
            shouldThrow<AssertionError> {
                    runWorkflowTest(trip(Bookings())) {
                        crashDuring("book hotle")
                        start("Oslo")
                    }
                }
                .message shouldBe
                "[LW146] crashDuring(\"book hotle\"): expected the run to reach that step " +
                    "after this call, found that it reached only \"book flight\", \"book hotel\". " +
                    "Check the name, and call the function before the run reaches the step."
        }

        test("a body that does not replay the same way is found at the end of any story") {
            val random =
                landlordWorkflow<String, String> {
                    step("first") {}
                    step("second ${UUID.randomUUID()}") { "done" }
                }
            shouldThrow<AssertionError> {
                    runWorkflowTest(random) {
                        start("x")
                        expectResult("done")
                    }
                }
                .message
                .orEmpty() shouldContain "found at entry 3 another operation\n  recorded"
        }

        test("a body that does not replay the same way is found after a crash too") {
            val random =
                landlordWorkflow<String, String> {
                    step("only ${UUID.randomUUID()}") { "done" }
                }
            shouldThrow<AssertionError> {
                    runWorkflowTest(random) {
                        crashAfterEveryEntry()
                        start("x")
                    }
                }
                .message
                .orEmpty() shouldContain "found at entry 1 another operation\n  recorded"
        }

        test("fault 14: a bug of the body is LW149, with the journal and the exception") {
            val bugs: List<Throwable> =
                listOf(IllegalStateException("a bug"), NotImplementedError(), StackOverflowError())
            for (bug in bugs) {
                val buggy =
                    landlordWorkflow<String, String> {
                        step("before") {}
                        throw bug
                    }
                val reported = shouldThrow<AssertionError> { runWorkflowTest(buggy) { start("x") } }
                reported.message.orEmpty() shouldStartWith
                    "[LW149] the body: expected a result or a terminal failure, found that it " +
                        "threw ${"$bug".removeSuffix(".")}. If callers should receive this failure, "
                reported.message.orEmpty() shouldContain "1  step \"before\""
                reported.cause shouldBe bug
            }
        }

        test("fault 14: a bug that appears after an advance of the clock is LW149 too") {
            val sleeper =
                landlordWorkflow<String, String> {
                    sleep(1.seconds)
                    error("a bug")
                }
            shouldThrow<AssertionError> {
                    runWorkflowTest(sleeper) {
                        start("x")
                        advanceBy(1.seconds)
                    }
                }
                .message
                .orEmpty() shouldStartWith "[LW149]"
        }

        test("a failed assertion in a body reaches the test as it is") {
            val failing = landlordWorkflow<String, String> { throw AssertionError("a bug") }
            shouldThrow<AssertionError> { runWorkflowTest(failing) { start("x") } }.message shouldBe
                "a bug"
        }

        test("a run that never ends is reported") {
            val endless =
                landlordWorkflow<String, String>(stepRetry = RetryPolicy.FOREVER) {
                    step("stuck") { error("still") }
                }
            shouldThrow<IllegalStateException> { runWorkflowTest(endless) { start("x") } }
                .message
                .orEmpty() shouldStartWith
                "[LW142] the run: expected it to end or to wait, found no progress in 10000 " +
                    "attempts: step \"stuck\" fails each time, under a policy without limit; the last " +
                    "time: step \"stuck\" failed: java.lang.IllegalStateException: still. "
        }

        test("a step that waits for its retry does not hold up other branches") {
            val both =
                landlordWorkflow<String, String>(
                    stepRetry = RetryPolicy(10.seconds, maxDelay = 10.seconds)
                ) {
                    parallel(
                        { step("flaky") {} },
                        {
                            step("first") {}
                            sleep(1.seconds)
                            step("remind") {}
                        },
                    )
                    "done"
                }
            runWorkflowTest(both) {
                failStep("flaky", times = 3)
                start("x")
                expectDone("first", "remind", "flaky")
                now.toString() shouldBe "2026-01-01T12:00:30Z"
            }
        }

        test("a step in flight that fails after a cancellation is not retried (G3)") {
            val pay =
                landlordWorkflow<String, String> {
                    step("pay") {}
                    compensate("refund") {}
                    step("send") { "sent" }
                }
            runWorkflowTest(pay) {
                hold("pay")
                start("x")
                cancel()
                failStep("pay")
                release("pay")
                expectCancelled()
                expectDone()
                expectUndone()
            }
        }

        test("a step's block may cancel its own run, and is then in flight") {
            lateinit var cancel: () -> Unit
            val ran = ArrayList<String>()
            val pay =
                landlordWorkflow<String, String> {
                    step("pay") {
                        ran += "pay"
                        cancel()
                    }
                    compensate("refund") { ran += "refund" }
                    step("send") { "sent" }
                }
            runWorkflowTest(pay) {
                cancel = ::cancel
                start("x")
                expectCancelled()
                expectDone("pay")
                expectUndone("refund")
            }
            ran shouldContainExactly listOf("pay", "refund")
        }

        test("other calls of a block to its own story are refused") {
            lateinit var crash: () -> Unit
            val pay = landlordWorkflow<String, String> { step("pay") { crash() }.let { "paid" } }
            shouldThrow<AssertionError> {
                    runWorkflowTest(pay) {
                        crash = ::crash
                        failStepForGood("never", "never")
                        start("x")
                        expectResult("paid")
                    }
                }
                .message
                .orEmpty() shouldContain
                "[LW144] crash(): expected a call from the story, found a call from the block " +
                    "of a step, which may only call cancel(). Arrange it before the run reaches " +
                    "the step, or call it from the story."
        }

        test("several events for one step take effect in order") {
            runWorkflowTest(trip(Bookings())) {
                failStep("book flight", times = 2)
                failStepForGood("book flight", "no seats", code = 409)
                start("Oslo")
                expectFailure("no seats", code = 409)
            }
        }

        test("a terminal failure given to failStep is terminal") {
            runWorkflowTest(trip(Bookings())) {
                failStep("book flight", failure = TerminalException(402, "declined"))
                start("Oslo")
                expectFailure("declined", code = 402)
            }
        }

        test("failStep needs at least one failure") {
            shouldThrow<IllegalArgumentException> {
                    runWorkflowTest(trip(Bookings())) { failStep("pay", times = 0) }
                }
                .message shouldBe
                "[LW144] failStep(\"pay\", 0): expected 1 or more. Remove the call if " +
                    "the step should not fail."
        }

        test("an unmet expectation also names the events for steps that never ran") {
            shouldThrow<AssertionError> {
                    runWorkflowTest(trip(Bookings())) {
                        failStep("book hotle")
                        start("Oslo")
                        expectUndone("cancel flight")
                    }
                }
                .message shouldBe
                """
                |[LW145] expectUndone("cancel flight"): expected exactly "cancel flight", found nothing. The journal of the run shows what happened.
                |     1  step "book flight"
                |     2  step "book flight" gave "flight to Oslo"
                |     3  step "book hotel"
                |     4  step "book hotel" gave "hotel in Oslo"
                |     5  sleep 3d
                |
                |[LW146] failStep("book hotle"): expected the run to reach that step after this call, found that it reached only "book flight", "book hotel". Check the name, and call the function before the run reaches the step.
                """
                    .trimMargin()
        }

        test("a step that is held and released but never runs is reported") {
            shouldThrow<AssertionError> {
                    runWorkflowTest(trip(Bookings())) {
                        hold("book hotle")
                        start("Oslo")
                        release("book hotle")
                    }
                }
                .message
                .orEmpty() shouldStartWith
                "[LW146] hold(\"book hotle\"): expected the run to reach that step after this " +
                    "call"
        }

        test("an endless loop is reported") {
            val endless =
                landlordWorkflow<String, String> {
                    while (true) step("poll") {}
                    @Suppress("UNREACHABLE_CODE") "never"
                }
            shouldThrow<IllegalStateException> { runWorkflowTest(endless) { start("x") } }
                .message
                .orEmpty() shouldStartWith
                "[LW142] the run: expected it to end or to wait, found that it continues with " +
                    "step \"poll #50001\" after 100000 entries in its journal. Check that its " +
                    "loops end in the test: arrange the event that they wait for."
        }

        test("a story may split an advance of the clock") {
            val long = landlordWorkflow<String, String> { sleep(1000.days).let { "done" } }
            runWorkflowTest(long) {
                start("x")
                repeat(24_000) { advanceBy(1.hours) }
                expectResult("done")
            }
        }

        test("a story can make undo actions fail, and the failure is reported") {
            runWorkflowTest(trip(Bookings())) {
                failStepForGood("pay", "card refused", code = 402)
                failStepForGood("undo: cancel hotel", "closed")
                start("Oslo")
                advanceUntilEnd()
                expectFailure("card refused; not undone: \"cancel hotel\" (closed)")
                expectUndone("cancel flight")
            }
        }

        test("the clock in a step shows virtual time") {
            val times =
                landlordWorkflow<String, String> {
                    val before = now()
                    sleep(90.minutes)
                    "${now() - before}"
                }
            runWorkflowTest(times) {
                start("x")
                advanceUntilEnd()
                expectResult("1h 30m")
            }
        }
    })

private infix fun kotlin.time.Duration.shouldBeLessThan(limit: kotlin.time.Duration) {
    check(this < limit) { "took $this, not less than $limit" }
}

private class Bookings {
    val calls = ArrayList<String>()
    val made = ArrayList<String>()

    fun book(what: String, name: String): String {
        calls += what
        if (name !in made) made += name
        return name
    }

    fun cancel(name: String) {
        made -= name
    }
}

private fun trip(bookings: Bookings, retry: RetryPolicy = RetryPolicy.DEFAULT) =
    landlordWorkflow<String, String>(stepRetry = retry) { place ->
        val flight = step("book flight") { bookings.book("flight", "flight to $place") }
        compensate("cancel flight") { bookings.cancel(flight) }
        val hotel = step("book hotel") { bookings.book("hotel", "hotel in $place") }
        compensate("cancel hotel") { bookings.cancel(hotel) }
        sleep(3.days)
        if (place == "Nowhere") fail("no such place", 404)
        step("pay") {
            bookings.calls += "pay"
            "$place paid"
        }
    }
