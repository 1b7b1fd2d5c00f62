package dev.landlord.docs

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.kotest.RestateExtension
import dev.landlord.workflow.testing.runWorkflowTest
import dev.restate.client.kotlin.attachSuspend
import io.kotest.core.extensions.install
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.readLines

class TripsTest :
    FunSpec({
        val trip = Trip("ada", "flight", "car", "hotel")

        fun leavesNothing(step: String, workflow: (Agency) -> WorkflowDefinition<Trip, Unit>) {
            val agency = Agency()
            runWorkflowTest(workflow(agency)) {
                failStepForGood(step, "full")
                start(trip)
                expectFailure("full")
            }
            agency.reserved.shouldBeEmpty()
            agency.booked.shouldBeEmpty()
        }

        for (step in listOf("book flight", "book car", "book hotel")) {
            test("one call each: a failure of $step leaves nothing behind") {
                val agency = Agency()
                runWorkflowTest(BookTrip(agency).workflow) {
                    crashDuring(step)
                    start(trip)
                    expectDone("book flight", "book car", "book hotel")
                }
                agency.booked.size shouldBe 3

                leavesNothing(step) { BookTrip(it).workflow }
            }
        }

        for (step in listOf("reserve flight", "reserve car", "reserve hotel", "confirm")) {
            test("two calls each: a failure of $step leaves nothing behind") {
                leavesNothing(step) { ReserveTrip(it).workflow }
            }
        }

        test("a failed saga is undone before the body continues") {
            val agency = Agency()
            runWorkflowTest(TravelSomehow(agency).workflow) {
                failStepForGood("reserve car", "none left")
                start(trip)
                expectUndone("release flight")
                expectDone("reserve flight", "reserve train")
                expectResult("train-1")
            }
            agency.reserved shouldContainExactlyInAnyOrder listOf("train-1")
        }

        test("all three variants replay the same way") {
            checkReplayDeterminism(listOf(trip)) { BookTrip(Agency()).workflow }
            checkReplayDeterminism(listOf(trip)) { ReserveTrip(Agency()).workflow }
            checkReplayDeterminism(listOf(trip)) { TravelSomehow(Agency()).workflow }
        }

        test("all three variants run on a server") {
            val agency = Agency()
            val restate =
                install(
                    RestateExtension(
                        BookTripService(BookTrip(agency)),
                        ReserveTripService(ReserveTrip(agency)),
                    )
                )
            BookTripServiceClient.fromClient(restate.client(), "ada").let {
                it.submit(trip)
                it.workflowHandle().attachSuspend()
            }
            agency.booked.size shouldBe 3
        }

        test("each has fewer than the 27 lines of Restate's own guide in Kotlin") {
            val lines = Path("src/main/kotlin/dev/landlord/docs/Trips.kt").readLines()
            for (region in listOf("before", "after")) {
                lines
                    .dropWhile { it != "// region: $region" }
                    .drop(1)
                    .takeWhile { it != "// endregion" }
                    .count { it.isNotBlank() } shouldBeLessThan 27
            }
        }
    })
