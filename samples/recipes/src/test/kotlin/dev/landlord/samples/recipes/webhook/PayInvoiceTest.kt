package dev.landlord.samples.recipes.webhook

import dev.landlord.samples.recipes.Restate
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.days

class PayInvoiceTest :
    FunSpec({
        val invoice = Invoice("i-1", 100)
        val payment = """{"reference": "p-1", "amount": 100}"""

        test("continues after the callback of the bank") {
            val bank = FakeBank(pays = 100)
            runWorkflowTest(PayInvoice(bank).workflow) {
                start(invoice)
                advanceBy(2.days)
                crash()
                resolveAwakeable(bank.callback(), payment)
                expectResult("p-1")
            }
        }

        test("withdraws an invoice that is not paid in three days") {
            runWorkflowTest(PayInvoice(FakeBank(pays = 100)).workflow) {
                start(invoice)
                advanceBy(3.days)
                expectFailure("invoice i-1 was not paid in time", code = 408)
                expectUndone("withdraw")
            }
        }

        test("detects a forged callback") {
            val bank = FakeBank(pays = 1)
            runWorkflowTest(PayInvoice(bank).workflow) {
                start(invoice)
                resolveAwakeable(bank.callback(), payment)
                expectFailure("paid 1 of 100", code = 402)
                expectUndone("withdraw")
            }
        }

        test("is deterministic on replay") {
            val bank = FakeBank(pays = 100)
            checkReplayDeterminism(
                listOf(invoice),
                ReplayOptions(
                    whenWaiting = { bank.lastCallback?.let { resolveAwakeable(it, payment) } }
                ),
            ) {
                PayInvoice(bank).workflow
            }
        }

        test("on a real server, the bank calls back over HTTP") {
            val bank = FakeBank(pays = 100)
            Restate.serving(PayInvoiceService(PayInvoice(bank))) {
                post("/PayInvoice/i-1/run/send", """{"number": "i-1", "amount": 100}""")
                post("/restate/awakeables/${bank.callback()}/resolve", payment)
                    .statusCode() shouldBe 202
                get("/restate/workflow/PayInvoice/i-1/attach").body() shouldBe "\"p-1\""
            }
        }
    })

private class FakeBank(private val pays: Int) : Bank {
    private val callbacks = LinkedBlockingQueue<String>()

    @Volatile var lastCallback: String? = null

    fun callback(): String = checkNotNull(callbacks.poll(20, TimeUnit.SECONDS))

    override fun ask(invoice: Invoice, callback: String) {
        lastCallback = callback
        callbacks += callback
    }

    override fun withdraw(invoice: Invoice) = Unit

    override fun amountPaid(invoice: Invoice, reference: String) = pays
}
