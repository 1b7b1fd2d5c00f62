package dev.landlord.docs

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.checkGoldenJournals
import dev.landlord.workflow.testing.kotest.RestateExtension
import dev.landlord.workflow.testing.kotest.checkReplayDeterminism
import dev.landlord.workflow.testing.landlordReplay
import dev.landlord.workflow.testing.runWorkflowTest
import dev.landlord.workflow.testing.server.ServerMode
import dev.landlord.workflow.uuid
import dev.restate.client.kotlin.attachSuspend
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.extensions.install
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.next
import io.kotest.property.arbitrary.string
import java.util.UUID
import kotlin.io.path.Path
import kotlin.time.Duration.Companion.days

/** The code of the chapter on testing. */
class PlaceOrderTest :
    FunSpec({
        // region: replay
        test("replays the same way after a crash at any entry") {
            val orders = arbitrary { Order(Arb.string().next(it), Arb.int(0..9).next(it)) }
            checkReplayDeterminism(orders) { PlaceOrder(Shop()).workflow }
        }
        // endregion

        // region: story
        test("an order whose parcel is lost is refunded and released") {
            val shop = Shop()
            runWorkflowTest(PlaceOrder(shop).workflow) {
                crashDuring(
                    "pay"
                ) // its effect has happened, its result is not durable: it runs again
                failStep("reserve", times = 2) // tried again by the policy, in no time
                failStepForGood("send", "lost", code = 502)

                start(Order("tea"))

                expectFailure("lost", code = 502)
                expectDone("reserve", "pay")
                expectUndone("refund", "release")
            }
            shop.payments.shouldBeEmpty()
        }
        // endregion

        // region: time
        test("a reminder comes after thirty days") {
            val sent = ArrayList<String>()
            val shop =
                object : Shop() {
                    override fun tell(text: String) {
                        sent += text
                    }
                }
            runWorkflowTest(RemindLater(shop).workflow) {
                start("rent")
                advanceBy(29.days)
                expectWaitingFor("sleep")
                sent.shouldBeEmpty()
                advanceBy(1.days)
                expectResult("done")
            }
            sent shouldContainExactly listOf("rent")
        }
        // endregion

        // region: golden
        test("the journal of an order") {
            runWorkflowTest(PlaceOrder(Shop()).workflow, key = "order-1") {
                start(Order("tea"))
                expectReplayOf(Path("src/test/journals/order.json"))
            }
        }

        test("today's code replays the golden journals of last month's orders") {
            checkGoldenJournals(Path("src/test/journals")) { PlaceOrder(Shop()).workflow }
        }
        // endregion

        // region: server
        val restate = install(RestateExtension(PlaceOrderService(PlaceOrder(Shop()))))

        test("an order is placed on a real server") {
            val client = PlaceOrderServiceClient.fromClient(restate.client(), "order-5")
            client.submit(Order("tea"))
            client.workflowHandle().attachSuspend().response().parcel shouldBe "parcel-1"
        }
        // endregion

        // region: live
        test("today's code can continue the orders in flight") {
            val report =
                landlordReplay(restate.adminUrl(), "PlaceOrder") { PlaceOrder(Shop()).workflow }
            report.isSafe.shouldBeTrue()
        }
        // endregion

        test("an order is placed on a server that suspends and replays at every wait") {
            val service = PlaceOrderService(PlaceOrder(Shop()))
            val replaying = install(RestateExtension(service, mode = ServerMode.ALWAYS_REPLAY))
            val client = PlaceOrderServiceClient.fromClient(replaying.client(), "order-6")
            client.submit(Order("jam"))
            client.workflowHandle().attachSuspend().response().parcel shouldBe "parcel-1"
        }

        test("a key that an undo relies on must be the same on every replay") {
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(Arb.string()) {
                        landlordWorkflow<String, Unit> { wrong(Shop()) }
                    }
                }
                .message
                .orEmpty() shouldContain "another value of `key`, which its block uses"
            checkReplayDeterminism(Arb.string()) {
                landlordWorkflow<String, Unit> { right(Shop()) }
            }
        }
    })

// region: captured
// WRONG: after a crash the undo refunds another key than the one that was paid with.
private suspend fun WorkflowScope.wrong(shop: Shop) {
    val key = UUID.randomUUID().toString()
    compensate("refund") { shop.refund(key) }
    step("pay") { shop.pay(key) }
}

// OK: the same key on every replay.
private suspend fun WorkflowScope.right(shop: Shop) {
    val key = uuid().toString()
    compensate("refund") { shop.refund(key) }
    step("pay") { shop.pay(key) }
}
// endregion
