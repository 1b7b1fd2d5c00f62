package dev.landlord.samples.tenant

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.call
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import kotlin.time.Duration.Companion.days

// region: workflow
/** Provisions a tenant after finance has approved its budget. */
@LandlordWorkflow
class OrderTenant(approvers: Set<String>) {
    /** The budget of the tenant, which finance approves. */
    val finance by approval<Budget>(within = 3.days) { authorize { it.actor in approvers } }

    /** The progress of the order. */
    val stage by query<String>()

    val workflow =
        landlordWorkflow<ProvisionRequest, Tenant> { request ->
            request.problem()?.let { fail(it, code = 400) }

            stage.publish("waiting for finance")
            val budget = awaitApproval(finance.request("tenant ${request.tenant}", request.owner))

            stage.publish("provisioning on ${budget.account}")
            call(provisionTenant(request.tenant).run(request))
        }
}
// endregion
