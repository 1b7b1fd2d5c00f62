package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.saga
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.Serializable

@Serializable
data class Trip(val customer: String, val flight: String, val car: String, val hotel: String)

// region: before
/** One call each: what was booked for a customer is cancelled by the customer, if it is there. */
@LandlordWorkflow
class BookTrip(private val agency: Agency) {
    val workflow =
        landlordWorkflow<Trip, Unit> { trip ->
            compensate("cancel flight") { agency.cancel(trip.customer, trip.flight) }
            step("book flight") { agency.book(trip.customer, trip.flight) }

            compensate("cancel car") { agency.cancel(trip.customer, trip.car) }
            step("book car") { agency.book(trip.customer, trip.car) }

            compensate("cancel hotel") { agency.cancel(trip.customer, trip.hotel) }
            step("book hotel") { agency.book(trip.customer, trip.hotel) }
        }
}

// endregion

// region: after
/**
 * Two calls each: what was reserved is released by the reservation's number, until it is confirmed.
 */
@LandlordWorkflow
class ReserveTrip(private val agency: Agency) {
    val workflow =
        landlordWorkflow<Trip, Unit> { trip ->
            val flight = step("reserve flight") { agency.reserve(trip.flight) }
            compensate("release flight") { agency.release(flight) }
            val car = step("reserve car") { agency.reserve(trip.car) }
            compensate("release car") { agency.release(car) }
            val hotel = step("reserve hotel") { agency.reserve(trip.hotel) }
            compensate("release hotel") { agency.release(hotel) }

            step("confirm") { agency.confirm(trip.customer, listOf(flight, car, hotel)) }
        }
}

// endregion

@LandlordWorkflow
class TravelSomehow(private val agency: Agency) {
    // region: saga
    val workflow =
        landlordWorkflow<Trip, String> { trip ->
            try {
                saga {
                    val flight = step("reserve flight") { agency.reserve(trip.flight) }
                    compensate("release flight") { agency.release(flight) }
                    step("reserve car") { agency.reserve(trip.car) }
                }
            } catch (full: TerminalException) { // the flight has been released
                step("reserve train") { agency.reserve("train") }
            }
        }
    // endregion
}

/** Books and reserves whatever it is asked for. */
open class Agency {
    val booked: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val reserved: MutableSet<String> = ConcurrentHashMap.newKeySet()

    open fun book(customer: String, what: String) {
        booked += "$what for $customer"
    }

    fun cancel(customer: String, what: String) {
        booked -= "$what for $customer"
    }

    open fun reserve(what: String): String = "$what-1".also { reserved += it }

    fun release(reservation: String) {
        reserved -= reservation
    }

    open fun confirm(customer: String, reservations: List<String>) {
        booked += reservations.map { "$it for $customer" }
        reserved -= reservations.toSet()
    }
}
