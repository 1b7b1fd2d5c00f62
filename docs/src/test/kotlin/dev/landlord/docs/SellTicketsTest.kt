package dev.landlord.docs

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/** Runs the guide's code for other services and other workflows. */
class SellTicketsTest :
    FunSpec({
        // region: story
        test("tickets are printed and paid; the payment is refunded if the seat does not exist") {
            runWorkflowTest(SellTickets().workflow) {
                answer("Cashier/charge") { charge: Charge -> "receipt for ${charge.amount}" }
                answer("Cashier/report") { evening: String -> evening }
                answer("PrintTicket/counter") { _: Unit -> "counter $key" }
                answer("PrintTicket/run") { _: Ticket -> 2 }
                start(Sale(30, listOf(7, 8)))
                expectResult("receipt for 2 for 4")
            }
            var refunded = ""
            runWorkflowTest(SellTickets().workflow) {
                answer("Cashier/charge") { _: Charge -> "receipt 1" }
                answer("Cashier/refund") { receipt: String -> refunded = receipt }
                start(Sale(1, listOf(101)))
                expectFailure("there is no seat 101", 404)
            }
            refunded shouldBe "receipt 1"
        }
        // endregion

        test("replays the same way after a crash at any entry") {
            checkReplayDeterminism(
                listOf(Sale(1, listOf(7, 8, 101)), Sale(30, listOf(7))),
                ReplayOptions(
                    answers = {
                        answer("Cashier/charge") { charge: Charge ->
                            "receipt for ${charge.amount}"
                        }
                        answer("Cashier/refund") { _: String -> }
                        answer("Cashier/report") { evening: String -> evening }
                        answer("PrintTicket/counter") { _: Unit -> "counter $key" }
                        answer("PrintTicket/run") { _: Ticket -> 2 }
                    }
                ),
            ) {
                SellTickets().workflow
            }
        }

        test("a printer that does not call back fails the print") {
            runWorkflowTest(PrintTicket { _, _ -> }.workflow) {
                start(Ticket(7))
                advanceBy(3.days)
                expectFailure("the block of withTimeout took longer than 3d", 504)
            }
        }

        test("on a server the printer calls back over plain HTTP") {
            RestateServer.start().use { restate ->
                val ingress = restate.ingressUrl()
                val printer = Printer { ticket, callback ->
                    post(
                        ingress.resolve("/restate/awakeables/$callback/resolve"),
                        """{"pages": ${ticket.seat}}""",
                    )
                }
                val cashier = Cashier()
                serve(port = 0) {
                        bind(SellTicketsService(SellTickets()))
                        bind(PrintTicketService(PrintTicket(printer)))
                        bind(cashier)
                    }
                    .use { service ->
                        restate.admin().register(service.uri())
                        val sale =
                            post(
                                ingress.resolve("/SellTickets/one/run"),
                                "{\"evening\": 1, \"seats\": [7, 8]}",
                            )
                        sale.body() shouldBe "\"receipt 1 for 15\""
                        post(
                                ingress.resolve("/SellTickets/two/run"),
                                "{\"evening\": 2, \"seats\": [7, 101]}",
                            )
                            .statusCode() shouldBe 404
                        eventually(2.minutes) {
                            cashier.isPaid("receipt 1") shouldBe true
                            cashier.isPaid("receipt 2") shouldBe false
                        }
                        restate
                            .admin()
                            .query(
                                "select id from sys_invocation where target = 'SellTickets/evening-2/run' and status = 'scheduled'"
                            )
                            .size shouldBe 1
                    }
            }
        }
    })
