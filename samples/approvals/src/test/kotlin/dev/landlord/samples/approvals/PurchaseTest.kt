package dev.landlord.samples.approvals

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import kotlin.time.Duration.Companion.days

/** The workflow alone, in memory. */
class PurchaseTest :
    FunSpec({
        val chairs = PurchaseRequest("12 chairs", 1450, "bob")

        // region: story
        test("an expensive purchase waits for a manager, then for finance") {
            val office = FakeOffice()
            val purchase = purchase(office)
            runWorkflowTest(purchase.workflow) {
                crashAfterEveryEntry()
                start(chairs)
                expectWaitingFor("manager")

                val bobs = office.pending.token("bob")
                shouldThrow<TerminalException> {
                        approve(purchase.manager, DecisionInput("bob", token = bobs))
                    }
                    .code shouldBe 403 // four eyes
                approve(
                    purchase.manager,
                    DecisionInput("alice", token = office.pending.token("alice")),
                )

                advanceBy(2.days)
                office.reminders shouldBe 2
                val token = office.pending.token("dora")
                approve(purchase.finance, ApprovalInput("dora", Account("4711"), token = token))
                expectResult(PurchaseOrder("order-1", Account("4711")))
            }
        }

        test("releases the reservation if finance does not decide within three days") {
            val office = FakeOffice()
            val purchase = purchase(office)
            runWorkflowTest(purchase.workflow) {
                start(chairs)
                approve(
                    purchase.manager,
                    DecisionInput("alice", token = office.pending.token("alice")),
                )
                advanceBy(3.days)
                expectFailure(ApprovalTimedOut("finance"))
                expectUndone("release the offer")
            }
        }
        // endregion

        // region: replay
        test("is deterministic on replay, for all decisions") {
            val office = FakeOffice()
            val purchase = purchase(office)
            checkReplayDeterminism(
                listOf(chairs, chairs.copy(amount = 20)),
                ReplayOptions(
                    whenWaiting = {
                        approve(
                            purchase.manager,
                            DecisionInput("alice", token = office.pending.token("alice")),
                        )
                        val token = office.pending.token("dora")
                        approve(
                            purchase.finance,
                            ApprovalInput("dora", Account("4711"), token = token),
                        )
                    }
                ),
            ) {
                purchase(office).workflow
            }
        }
        // endregion

        test("what was asked, reserved and released") {
            val office = FakeOffice()
            val purchase = purchase(office)
            runWorkflowTest(purchase.workflow) {
                start(chairs)
                approve(
                    purchase.manager,
                    DecisionInput("alice", token = office.pending.token("alice")),
                )
                reject(
                    purchase.finance,
                    DecisionInput("dora", "no money", token = office.pending.token("dora")),
                )
            }
            office.did shouldContainExactly listOf("reserved", "released")
        }
    })

private val keys = DecisionKeys.of("test:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")

private fun purchase(office: Office) =
    Purchase(office, keys, within = Duration.ofDays(3), remind = Duration.ofDays(1))

private class FakeOffice : Office {
    val did = ArrayList<String>()
    var reminders = 0
    lateinit var pending: PendingApproval

    override fun ask(pending: PendingApproval) {
        this.pending = pending
    }

    override fun remind(approval: String, pending: PendingApproval) {
        reminders++
    }

    override fun reserve(request: PurchaseRequest) {
        did += "reserved"
    }

    override fun release(request: PurchaseRequest) {
        did += "released"
    }

    override fun order(request: PurchaseRequest) = "order-1"
}
