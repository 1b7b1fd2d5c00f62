package dev.landlord.docs

import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.Serializable

@Serializable data class Order(val item: String, val quantity: Int = 1)

@Serializable data class Receipt(val payment: String, val parcel: String)

/** What the guide's workflows work on; a calm shop by default. */
open class Shop {
    val reservations: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val payments: MutableSet<String> = ConcurrentHashMap.newKeySet()

    open fun reserve(order: Order): String = "reservation-${order.item}".also { reservations += it }

    open fun release(reservation: String) {
        reservations -= reservation
    }

    open fun pay(key: String): String = "payment-$key".also { payments += it }

    open fun refund(key: String) {
        payments -= "payment-$key"
    }

    open fun send(order: Order): String = "parcel-${order.quantity}"

    open fun priceOf(order: Order): String = "${order.item}: 3"

    open fun tell(text: String) = println(text)
}
