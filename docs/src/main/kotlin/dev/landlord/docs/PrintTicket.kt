package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.awakeable
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.promise
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeout
import kotlin.time.Duration.Companion.days
import kotlinx.serialization.Serializable

@Serializable data class Ticket(val seat: Int)

@Serializable data class Printed(val pages: Int)

/** A printer that calls back when it has printed. */
fun interface Printer {
    fun print(ticket: Ticket, callback: String)
}

/** Prints a ticket. */
@LandlordWorkflow
class PrintTicket(private val printer: Printer) {
    // region: promise
    /** Where it can be fetched, as soon as that is known. */
    val counter by promise<String>()
    // endregion

    val workflow =
        landlordWorkflow<Ticket, Int> { ticket ->
            counter.complete("counter ${ticket.seat % 3}")
            // region: awakeable
            val printed = awakeable<Printed>()
            step("print") { printer.print(ticket, callback = printed.id) }
            val result = withTimeout(3.days) { printed.await() }
            // endregion
            result.pages
        }
}
