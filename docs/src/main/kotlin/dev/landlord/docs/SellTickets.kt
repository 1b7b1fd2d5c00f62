package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.send
import dev.landlord.workflow.state
import kotlin.time.Duration.Companion.days
import kotlinx.serialization.Serializable

@Serializable data class Sale(val evening: Int, val seats: List<Int>)

/** What the guide says of other services and other workflows. */
@LandlordWorkflow
class SellTickets {
    // region: state
    val sold by state<Int>()
    // endregion

    val workflow =
        landlordWorkflow<Sale, String> { sale ->
            // region: call
            val receipt = call(CashierHandlers.charge(Charge("box office", sale.seats.size)))
            compensateWith("refund") { call(CashierHandlers.refund(receipt)) }
            // endregion

            for (seat in sale.seats) {
                if (seat > 100) fail("there is no seat $seat", 404)
                // region: child
                val key = "$workflowId, seat $seat"
                val print = send(printTicket(key).run(Ticket(seat)))
                compensateWith("stop printing") { print.cancel() }
                val counter = call(printTicket(key).counter())
                log.info { "fetch it at $counter" }
                val pages = print.attach()
                // endregion

                // region: count
                sold.set((sold.get() ?: 0) + pages)
                // endregion
            }
            // region: send
            send(CashierHandlers.report("evening ${sale.evening}"), after = 1.days)
            // endregion

            // region: continue
            if (sale.evening < 30) {
                continueAs(
                    "evening-${sale.evening + 1}",
                    Sale(sale.evening + 1, sale.seats),
                    1.days,
                )
            }
            // endregion
            "$receipt for ${sold.get()}"
        }
}
