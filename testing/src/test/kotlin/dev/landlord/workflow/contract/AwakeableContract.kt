package dev.landlord.workflow.contract

import dev.landlord.workflow.awakeable
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.Serializable

/** Callbacks of other systems. */
fun awakeableContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("an awakeable returns its value, resolved before or during the wait, every time") {
        val ids = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                val payment = awakeable<Payment>()
                val text = awakeable<String>()
                step("ask") { ids += listOf(payment.id, text.id) }
                val (first, paid) = parallel({ text.await() }, { payment.await() })
                "$first ${paid.amount} ${payment.await().amount} ${text.await()}"
            }
        val outcome =
            on.play(Desk(), workflow) {
                eventually("the run has requested a decision") { ids.isNotEmpty() }
                resolve(ids[1], "\"early\"")
                resolve(ids[0], "{\"amount\":5}")
                resolve(ids[0], "{\"amount\":6}")
            }
        outcome.result shouldBe "early 5 5 early"
    }

    test("a value of another type fails the wait; the body can catch it and create another") {
        val ids = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                var paid: Payment? = null
                var wrong = ""
                while (paid == null) {
                    val payment = awakeable<Payment>()
                    step("ask") { ids += payment.id }
                    try {
                        paid = payment.await()
                    } catch (failure: TerminalException) {
                        wrong +=
                            "${failure.code} ${failure.message.orEmpty().substringBefore(" (")}"
                    }
                }
                "$wrong, then ${paid.amount}"
            }
        val outcome =
            on.play(Desk(), workflow) {
                eventually("the run has requested a decision") { ids.isNotEmpty() }
                resolve(ids[0], "{\"nope\":1}")
                eventually("the run requests a decision again") { ids.toSet().size == 2 }
                resolve(ids.last(), "{\"amount\":5}")
            }
        outcome.result shouldBe
            "400 [LW135] await() of an awakeable: expected a value that is JSON of the type " +
                "dev.landlord.workflow.contract.Payment, found {\"nope\":1}, then 5"
    }

    test("fault 10: a value whose class throws by any exception fails the wait with 400") {
        val ids = CopyOnWriteArrayList<String>()
        val undone = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                compensate("undo") { undone += "undo" }
                val checked = awakeable<Checked>()
                step("ask") { ids += checked.id }
                "${checked.await().amount}"
            }
        val outcome =
            on.play(Desk(), workflow) {
                eventually("the run has requested a decision") { ids.isNotEmpty() }
                resolve(ids[0], "{\"amount\":0}")
            }
        outcome.code shouldBe 400
        outcome.message.orEmpty() shouldStartWith
            "[LW135] await() of an awakeable: expected a value that is JSON of the type "
        undone.toSet() shouldBe setOf("undo")
    }

    test("a body can race an awakeable against another branch, and await it later") {
        val ids = CopyOnWriteArrayList<String>()
        val workflow =
            landlordWorkflow<String, String> {
                val text = awakeable<String>()
                val late = withTimeoutOrNull(5.milliseconds) { text.await() }
                val raced = race({ text.await() }, { "sleep".also { sleep(5.milliseconds) } })
                step("ask") { ids += text.id }
                "$late $raced ${withTimeoutOrNull(30.days) { text.await() }}"
            }
        val outcome =
            on.play(Desk(), workflow) {
                pass(20.milliseconds)
                eventually("the run has requested a decision") { ids.isNotEmpty() }
                resolve(ids.last(), "\"at last\"")
            }
        outcome.result shouldBe "null sleep at last"
    }
}

@Serializable private data class Payment(val amount: Int)

@Serializable
private class Checked(val amount: Int) {
    init {
        check(amount > 0) { "nothing to pay" }
    }
}
