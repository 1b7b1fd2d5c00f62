package dev.landlord.samples.recipes.webhook

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

/** The accounting of invoices. */
interface Books {
    fun paid(invoice: String)

    fun remind(invoice: String)
}

// region: workflow
/**
 * Handles an event of the provider. The key is the id of the event, so each event is handled once.
 */
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
