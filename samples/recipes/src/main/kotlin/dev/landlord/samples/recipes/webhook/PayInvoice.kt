package dev.landlord.samples.recipes.webhook

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowTimeoutException
import dev.landlord.workflow.awakeable
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeout
import kotlin.time.Duration.Companion.days
import kotlinx.serialization.Serializable

@Serializable data class Invoice(val number: String, val amount: Int)

@Serializable data class Payment(val reference: String, val amount: Int)

/** A bank that pays invoices later, and then calls back. */
interface Bank {
    /** @param callback the id of the awakeable that the bank resolves with the [Payment] */
    fun ask(invoice: Invoice, callback: String)

    fun withdraw(invoice: Invoice)

    /** The amount that the payment paid of the invoice; 0 if there is no such payment. */
    fun amountPaid(invoice: Invoice, reference: String): Int
}

// region: workflow
/** Asks the bank to pay, and waits for the callback. */
@LandlordWorkflow
class PayInvoice(private val bank: Bank) {
    val workflow =
        landlordWorkflow<Invoice, String> { invoice ->
            val paid = awakeable<Payment>()
            compensate("withdraw") { bank.withdraw(invoice) }
            step("ask the bank") { bank.ask(invoice, callback = paid.id) }

            val payment =
                try {
                    withTimeout(3.days) { paid.await() }
                } catch (late: WorkflowTimeoutException) {
                    fail("invoice ${invoice.number} was not paid in time", code = 408)
                }
            // The id is not a secret, so the callback may be forged.
            val amount = step("look it up") { bank.amountPaid(invoice, payment.reference) }
            if (amount < invoice.amount) fail("paid $amount of ${invoice.amount}", code = 402)
            payment.reference
        }
}
// endregion
