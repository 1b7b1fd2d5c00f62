package dev.landlord.samples.approvals

import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.step
import java.time.Duration
import kotlin.time.toKotlinDuration

// region: workflow
/** Buys an item after a manager, and for an expensive item also finance, have approved. */
@LandlordWorkflow
class Purchase(
    private val office: Office,
    keys: DecisionKeys,
    within: Duration,
    private val remind: Duration,
) {
    /** A manager, except the requester, approves the need for the item. */
    val manager by
        approval<Unit>(within.toKotlinDuration()) {
            fourEyes()
            tokens(keys)
        }

    /** Finance approves, and chooses the account that pays. */
    val finance by
        approval<Account>(within.toKotlinDuration()) {
            fourEyes()
            tokens(keys)
        }

    /** The progress of the purchase. */
    val stage by query<String>()

    val workflow =
        landlordWorkflow<PurchaseRequest, PurchaseOrder> { request ->
            request.problem()?.let { fail(it, code = 400) }

            stage.publish("waiting for a manager")
            awaitApproval(
                manager.request(request.subject, request.requester, reminder = reminder("manager"))
            ) {
                office.ask(it)
            }

            compensate("release the offer") { office.release(request) }
            step("reserve the offer") { office.reserve(request) }

            val account =
                if (request.amount <= PETTY_CASH) Account("petty cash") else expensive(request)
            stage.publish("ordering")
            PurchaseOrder(step("order") { office.order(request) }, account)
        }

    private suspend fun WorkflowScope.expensive(request: PurchaseRequest): Account {
        stage.publish("waiting for finance")
        return awaitApproval(
            finance.request(request.subject, request.requester, reminder = reminder("finance"))
        ) {
            office.ask(it)
        }
    }

    private fun reminder(approval: String) =
        remindEvery(remind.toKotlinDuration()) { office.remind(approval, it) }

    private companion object {
        const val PETTY_CASH = 1_000
    }
}
// endregion
