package dev.landlord.samples.recipes.webhook

import dev.landlord.samples.recipes.Restate
import dev.landlord.samples.recipes.soon
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CopyOnWriteArrayList

class InvoiceEventTest :
    FunSpec({
        test("handles each kind of event, and ignores others") {
            val books = Notes()
            for ((type, result) in
                listOf(
                    "invoice.paid" to "handled",
                    "invoice.payment_failed" to "handled",
                    "invoice.voided" to "ignored",
                )) {
                runWorkflowTest(HandleInvoiceEvent(books).workflow) {
                    start(InvoiceEvent("e-1", type, "i-1"))
                    expectResult(result)
                }
            }
            books.notes shouldContainExactly listOf("i-1 is paid", "i-1 is reminded of")
        }

        test("is deterministic on replay") {
            val kinds = listOf("invoice.paid", "invoice.payment_failed", "invoice.voided")
            checkReplayDeterminism(kinds.map { InvoiceEvent("e-1", it, "i-1") }) {
                HandleInvoiceEvent(Notes()).workflow
            }
        }

        test("on a real server, handles a duplicate event once") {
            val books = Notes()
            val event =
                """{"id": "e-2", "type": "invoice.paid", "invoice": "i-2", "new": {"x": 1}}"""
            Restate.serving(HandleInvoiceEventService(HandleInvoiceEvent(books))) {
                for (answer in listOf("Accepted", "PreviouslyAccepted")) {
                    post("/HandleInvoiceEvent/e-2/run/send", event).body() shouldContain
                        "\"status\":\"$answer\""
                }
                get("/restate/workflow/HandleInvoiceEvent/e-2/attach").body() shouldBe "\"handled\""
            }
            books.notes shouldContainExactly listOf("i-2 is paid")
        }

        test("on a real server, handles duplicate events of the common webhook once") {
            val books = Notes()
            val event = """{"id": "e-3", "type": "invoice.paid", "invoice": "i-3"}"""
            val other = """{"id": "e-4", "type": "invoice.paid", "invoice": "i-4"}"""
            Restate.serving(
                HandleInvoiceEventService(HandleInvoiceEvent(books)),
                InvoiceWebhook(),
            ) {
                for (json in listOf(event, event, other)) {
                    post("/InvoiceWebhook/receive", json).statusCode() shouldBe 200
                }
                soon {
                    books.notes shouldContainExactlyInAnyOrder listOf("i-3 is paid", "i-4 is paid")
                }
            }
        }
    })

private class Notes : Books {
    val notes = CopyOnWriteArrayList<String>()

    override fun paid(invoice: String) {
        notes += "$invoice is paid"
    }

    override fun remind(invoice: String) {
        notes += "$invoice is reminded of"
    }
}
