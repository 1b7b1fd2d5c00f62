package dev.landlord.samples.recipes.saga

import dev.landlord.samples.recipes.Restate
import dev.landlord.workflow.fail
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.WorkflowTest
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.ConcurrentHashMap

class BookTripTest :
    FunSpec({
        val trip = Trip("ada", "LX318", "small", price = 300)

        fun WorkflowTest<*, *>.answersOf(wallets: FakeWallets) {
            answer("Payments/charge") { it: Charge -> if (!wallets.take(it)) fail("no money", 402) }
            answer("Payments/payBack") { it: Charge -> wallets.giveBack(it) }
        }

        test("books and pays everything") {
            val agency = FakeAgency()
            val wallets = FakeWallets(500)
            runWorkflowTest(BookTrip(agency).workflow) {
                answersOf(wallets)
                crashAfterEveryEntry()
                start(trip)
                expectResult("LX318-1")
            }
            agency.booked shouldContainExactly setOf("LX318-1", "small")
            wallets.money shouldBe 200
        }

        test("a failed payment undoes all bookings") {
            val agency = FakeAgency()
            val wallets = FakeWallets(200)
            runWorkflowTest(BookTrip(agency).workflow) {
                answersOf(wallets)
                start(trip)
                expectFailure("no money", code = 402)
                expectUndone("return car", "cancel flight")
            }
            agency.booked.shouldBeEmpty()
            wallets.paidBack shouldBe 1 // whether or not it was charged
            wallets.money shouldBe 200
        }

        test("returns a car that may have been rented") {
            val agency =
                object : FakeAgency() {
                    override fun rentCar(id: String, car: String) {
                        super.rentCar(id, car)
                        fail("no answer", code = 504)
                    }
                }
            runWorkflowTest(BookTrip(agency).workflow) {
                start(trip)
                expectFailure("no answer", code = 504)
                expectUndone("return car", "cancel flight")
            }
            agency.booked.shouldBeEmpty()
        }

        test("a cancelled trip is undone") {
            val agency = FakeAgency()
            val wallets = FakeWallets(500)
            runWorkflowTest(BookTrip(agency).workflow) {
                answersOf(wallets)
                hold("Payments/charge")
                start(trip)
                cancel()
                release("Payments/charge")
                expectCancelled()
                expectUndone("return car", "cancel flight")
            }
            agency.booked.shouldBeEmpty()
            wallets.money shouldBe 500
        }

        test("is deterministic on replay") {
            checkReplayDeterminism(
                listOf(trip, trip.copy(price = 900)),
                ReplayOptions(
                    answers = {
                        answer("Payments/charge") { it: Charge ->
                            if (it.amount > 500) fail("no", 402)
                        }
                        answer("Payments/payBack") { _: Charge -> }
                    }
                ),
            ) {
                BookTrip(FakeAgency()).workflow
            }
        }

        test("on a real server, undoes the trip if the payment service refuses") {
            val agency = FakeAgency()
            val wallets = FakeWallets(200)
            Restate.serving(BookTripService(BookTrip(agency)), Payments(wallets)) {
                val json =
                    """{"customer": "ada", "flight": "LX318", "car": "small", "price": 300}"""
                val answer = post("/BookTrip/trip-1/run", json)
                answer.statusCode() shouldBe 402
                answer.body() shouldContain "ada does not have 300"
            }
            agency.booked.shouldBeEmpty()
            wallets.paidBack shouldBe 1
            wallets.money shouldBe 200
        }
    })

private open class FakeAgency : Agency {
    private val flights = ConcurrentHashMap.newKeySet<String>()
    private val cars = ConcurrentHashMap<String, String>()

    val booked: Set<String>
        get() = flights + cars.values

    override fun reserveFlight(flight: String) = "$flight-1".also { flights += it }

    override fun cancelFlight(reservation: String) {
        flights -= reservation
    }

    override fun rentCar(id: String, car: String) {
        cars[id] = car
    }

    override fun returnCar(id: String) {
        cars.remove(id)
    }
}

private class FakeWallets(@Volatile var money: Int) : Wallets {
    @Volatile var paidBack = 0
    private val taken = ConcurrentHashMap<String, Int>()

    override fun take(charge: Charge): Boolean {
        if (taken.containsKey(charge.id)) return true
        if (charge.amount > money) return false
        taken[charge.id] = charge.amount
        money -= charge.amount
        return true
    }

    override fun giveBack(charge: Charge) {
        paidBack++
        money += taken.remove(charge.id) ?: 0
    }
}
