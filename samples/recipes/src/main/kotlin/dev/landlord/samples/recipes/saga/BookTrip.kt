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

    /** Rents it under [id]; a second time nothing happens. */
    fun rentCar(id: String, car: String)

    /** Gives it back, if it was rented. */
    fun returnCar(id: String)
}

// region: workflow
/** Books a flight and a car and charges the customer: all of it, or nothing. */
@LandlordWorkflow
class BookTrip(private val agency: Agency) {
    val workflow =
        landlordWorkflow<Trip, String> { trip ->
            // The undo needs the number, so it comes after. Give what is reserved a time limit.
            val flight = step("reserve flight") { agency.reserveFlight(trip.flight) }
            compensate("cancel flight") { agency.cancelFlight(flight) }

            // Known by a number of our own, so the undo comes before: whatever happens, it is
            // undone.
            val car = uuid().toString()
            compensate("return car") { agency.returnCar(car) }
            step("rent car") { agency.rentCar(car, trip.car) }

            // Another service charges, and so another service pays back.
            val charge = Charge(uuid().toString(), trip.customer, trip.price)
            compensateWith("pay back") { call(PaymentsHandlers.payBack(charge)) }
            call(PaymentsHandlers.charge(charge))
            flight
        }
}
// endregion
