package dev.landlord.workflow.contract

import dev.landlord.workflow.awakeable
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeoutOrNull
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.Serializable

/** Callbacks of other systems. */
fun awakeableContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("it gives what it was resolved with, before or while the body waits, and again") {
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
                eventually("it has asked") { ids.isNotEmpty() }
                resolve(ids[1], "\"early\"")
                resolve(ids[0], "{\"amount\":5}")
                resolve(ids[0], "{\"amount\":6}")
            }
        outcome.result shouldBe "early 5 5 early"
    }

    test("it can be waited for no longer than something else takes, and later again") {
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
                eventually("it has asked") { ids.isNotEmpty() }
                resolve(ids.last(), "\"at last\"")
            }
        outcome.result shouldBe "null sleep at last"
    }
}

@Serializable private data class Payment(val amount: Int)
