package dev.landlord.workflow.contract

import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope

/** The promises of a run. */
fun promiseContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("the body waits for a promise that a caller completes, once") {
        val desk = Desk()
        val workflow =
            landlordWorkflow<String, String> {
                with(desk) {
                    val (first, second) = parallel({ ready.await() }, { ready.await() })
                    "$first $second ${ready.await()} ${ready.complete("late")} ${awaitSignal(resized)}"
                }
            }
        val outcome =
            on.play(desk, workflow) {
                eventually("the run waits") { completeReady("set").code == 200 }
                completeReady("again").code shouldBe 409
                send("L").code shouldBe 200
            }
        outcome.result shouldBe "set set set false L"
    }

    test("callers await a promise that the body completes; its value stays after the end") {
        val desk = Desk()
        val workflow =
            landlordWorkflow<String, String> {
                with(desk) {
                    val input = awaitSignal(resized)
                    sleep(5.milliseconds)
                    val isFirst = ready.complete(step("work") { "at $input" })
                    "$isFirst ${ready.complete("no")} ${ready.await()}"
                }
            }
        val outcome =
            on.play(desk, workflow) {
                coroutineScope {
                    val waiting = if (on.isInMemory) null else async { ready() }
                    eventually("the run takes signals") { send("L").code == 200 }
                    pass(20.milliseconds)
                    waiting?.await() ?: ready() shouldBe Answer(200, "\"at L\"")
                }
            }
        outcome.result shouldBe "true false at L"
    }

    test("a caller that awaits a promise gets 410 when the run ends without a value") {
        val desk = Desk()
        val workflow = landlordWorkflow<String, String> { awaitSignal(desk.resized) }
        on.play(desk, workflow) {
            eventually("the run exists") { status().let { true } }
            coroutineScope {
                val waiting = if (on.isInMemory) null else async { ready() }
                eventually("the run takes signals") { send("L").code == 200 }
                waiting?.await()
                    ?: ready() shouldBe Answer(410, "the run has ended without a value for ready")
            }
            completeReady("late").code shouldBe 410
        }
    }
}
