package dev.landlord.samples.recipes.webhook

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

/** Where invoices are kept. */
interface Books {
    fun paid(invoice: String)

    fun remind(invoice: String)
}

// region: workflow
/** Does what an event of the provider asks for. Its key is the event's id, so it runs once. */
@LandlordWorkflow
class HandleInvoiceEvent(private val books: Books) {
    val workflow =
        landlordWorkflow<InvoiceEvent, String> { event ->
            when (event.type) {
                "invoice.paid" -> step("book") { books.paid(event.invoice) }
                "invoice.payment_failed" -> step("remind") { books.remind(event.invoice) }
                else -> return@landlordWorkflow "ignored"
            }
            "handled"
        }
}
// endregion
