package dev.landlord.workflow.call

import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.send
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.TypeTag
import dev.restate.serde.kotlinx.typeTag
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Other services in a test in memory. */
class AnswersTest :
    FunSpec({
        test("a delayed send takes its delay, also for an attach and after the end of the run") {
            val late =
                landlordWorkflow<String, String> {
                    val sent = send(Errands.greet("Ada"), after = 1.hours)
                    withTimeoutOrNull(1.minutes) { sent.attach() } ?: "late"
                }
            val greeted = ArrayList<String>()
            runWorkflowTest(late) {
                answer("Errands/greet") { name: String -> "hello $name".also { greeted += it } }
                start("x")
                advanceBy(1.minutes)
                expectResult("late")
                greeted.shouldBeEmpty()
                advanceBy(1.hours)
                greeted shouldContainExactly listOf("hello Ada")
            }
        }

        test("a call without an answer in time is cancelled") {
            val impatient =
                landlordWorkflow<String, String> {
                    withTimeoutOrNull(1.hours) { call(Errands.greet("Ada")) } ?: "late"
                }
            runWorkflowTest(impatient) {
                answer("Errands/greet") { name: String -> "hello $name" }
                hold("Errands/greet")
                start("x")
                expectWaitingFor("Errands/greet")
                advanceBy(2.hours)
                expectResult("late")
            }
            runWorkflowTest(impatient) {
                answer("Errands/greet") { name: String -> "hello $name" }
                hold("Errands/greet")
                start("x")
                cancel()
                expectCancelled()
            }
        }

        test("each request has its own key, stable across crashes; a run has none") {
            val asking =
                landlordWorkflow<String, String> {
                    val own = greeting(it).idempotencyKey("mine").build()
                    parallel({ call(Errands.greet("a")) }, { send(Errands.greet("b")) })
                    call(own)
                    val child = Target.workflow("Child", "c", "run")
                    call(Request.of(child, typeTag<String>(), typeTag<String>(), it).build())
                }
            val runs =
                listOf(false, true).map { isCrashing ->
                    val keys = ArrayList<String?>()
                    runWorkflowTest(asking) {
                        answer("Errands/greet") { name: String ->
                            name.also { keys += idempotencyKey }
                        }
                        answer("Child/run") { name: String -> name.also { keys += idempotencyKey } }
                        if (isCrashing) crashAfterEveryEntry()
                        start("x")
                        expectResult("x")
                    }
                    keys
                }
            runs.first() shouldContainExactlyInAnyOrder
                listOf("inv_test/1", "inv_test/2", "mine", null)
            runs.last() shouldContainExactlyInAnyOrder runs.first()
        }

        test("a call without an arranged answer is reported") {
            shouldThrow<AssertionError> {
                    runWorkflowTest(landlordWorkflow<String, String> { call(Errands.greet(it)) }) {
                        start("x")
                    }
                }
                .message
                .orEmpty() shouldStartWith
                "[LW155] Errands/greet: expected the test to answer this request, because a " +
                    "run in memory reaches no other service, found no answer. Add an " +
                    "answer(\"Errands/greet\") to the test"
        }

        test("a replay check without an answer, or an answer of another type, is reported") {
            val asking = landlordWorkflow<String, String> { call(Errands.greet(it)) }
            shouldThrow<AssertionError> { checkReplayDeterminism(listOf("x")) { asking } }
                .message
                .orEmpty() shouldStartWith
                "[LW155] Errands/greet: expected the test to answer this request"
            shouldThrow<AssertionError> {
                    runWorkflowTest(asking) {
                        answer("Errands/greet") { count: Int -> "$count" }
                        start("x")
                    }
                }
                .message
                .orEmpty() shouldStartWith
                "[LW155] answer(\"Errands/greet\"): expected a parameter of the type that the " +
                    "run sends, found another type: "
        }

        test("a header that differs between replays is found") {
            var count = 0
            val hidden =
                landlordWorkflow<String, String> {
                    val request = greeting(it).header("x-count", "${count++}").build()
                    call(request)
                }
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(
                        listOf("x"),
                        ReplayOptions(
                            answers = { answer("Errands/greet") { name: String -> name } }
                        ),
                    ) {
                        hidden
                    }
                }
                .message
                .orEmpty() shouldContain "other headers"
        }

        test("an unreadable result type is reported before the request is sent") {
            val unreadable =
                landlordWorkflow<String, String> {
                    val request = greeting(it, TypeTag.of(Thread::class.java)).build()
                    "${call(request)}"
                }
            var asked = 0
            shouldThrow<IllegalArgumentException> {
                    runWorkflowTest(unreadable) {
                        answer("Errands/greet") { name: String -> name.also { asked++ } }
                        start("x")
                    }
                }
                .message
                .orEmpty() shouldStartWith "[LW108] call(Errands/greet): expected a type that"
            asked shouldBe 0
        }

        test("an undo action with a failed saga of its own reports it once") {
            val stuck =
                landlordWorkflow<String, String> {
                    compensateWith("outer") {
                        compensate("inner") { fail("stuck") }
                        fail("broken")
                    }
                    fail("no")
                }
            runWorkflowTest(stuck) {
                start("x")
                expectFailure("no; not undone: \"outer\" (broken; not undone: \"inner\" (stuck))")
            }
        }

        test("a failed undo action of a loser is reported and does not fail the race") {
            val stuck =
                landlordWorkflow<String, String> {
                    val won =
                        race(
                            { step("work") { "won" } },
                            {
                                compensate("release") { fail("stuck") }
                                "late".also { sleep(1.hours) }
                            },
                        )
                    if (it == "fail") fail("no") else won
                }
            runWorkflowTest(stuck) {
                start("end")
                expectResult("won")
                status().undo.single().reason shouldBe "stuck"
            }
            runWorkflowTest(stuck) {
                start("fail")
                expectFailure("no; not undone: \"release\" (stuck)")
            }
        }
    })

private fun greeting(name: String) = greeting(name, typeTag<String>())

private fun <O> greeting(name: String, output: TypeTag<O>) =
    Request.of(Target.service("Errands", "greet"), typeTag<String>(), output, name)
