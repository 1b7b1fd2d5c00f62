package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid

// region: workflow
@LandlordWorkflow
class PlaceOrder(private val shop: Shop) {
    val workflow =
        landlordWorkflow<Order, Receipt> { order ->
            if (order.quantity < 1) fail("quantity: expected 1 or more", code = 400)

            // Two calls, reserve and release: the undo needs the result, so it comes after.
            val reservation = step("reserve") { shop.reserve(order) }
            compensate("release") { shop.release(reservation) }

            // One call that may have happened although it failed: the undo comes before, with a
            // key.
            val key = uuid().toString()
            compensate("refund") { shop.refund(key) }
            val payment = step("pay") { shop.pay(key) }

            val parcel = step("send") { shop.send(order) }
            Receipt(payment, parcel)
        }
}
// endregion
