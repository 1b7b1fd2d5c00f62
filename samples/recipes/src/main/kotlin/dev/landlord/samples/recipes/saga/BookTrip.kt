package dev.landlord.samples.recipes.saga

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import kotlinx.serialization.Serializable

@Serializable
data class Trip(val customer: String, val flight: String, val car: String, val price: Int)

/** Airlines and car rentals. */
interface Agency {
    /** Returns the number of the reservation. */
    fun reserveFlight(flight: String): String

    fun cancelFlight(reservation: String)

    /** Rents a car under [id]; idempotent. */
    fun rentCar(id: String, car: String)

    /** Returns the car, if it was rented. */
    fun returnCar(id: String)
}

// region: workflow
/** Books a flight and a car and charges the customer; a failure undoes all of it. */
@LandlordWorkflow
class BookTrip(private val agency: Agency) {
    val workflow =
        landlordWorkflow<Trip, String> { trip ->
            // The undo needs the number, so it is registered after the step. A reservation should
            // expire by itself.
            val flight = step("reserve flight") { agency.reserveFlight(trip.flight) }
            compensate("cancel flight") { agency.cancelFlight(flight) }

            // The workflow chooses the number, so the undo is registered before the step, and
            // covers
            // a step with an unknown result.
            val car = uuid().toString()
            compensate("return car") { agency.returnCar(car) }
            step("rent car") { agency.rentCar(car, trip.car) }

            // Another service charges, so its refund is a call too.
            val charge = Charge(uuid().toString(), trip.customer, trip.price)
            compensateWith("pay back") { call(PaymentsHandlers.payBack(charge)) }
            call(PaymentsHandlers.charge(charge))
            flight
        }
}
// endregion
