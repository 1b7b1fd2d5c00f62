package dev.landlord.server.blueprint

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalRejected
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.Approved
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.fail
import kotlin.time.toKotlinDuration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Waits for a decision. The result contains the actor who approved, and the reason. */
internal suspend fun WorkflowScope.awaitGate(
    gate: Approval<Unit>,
    run: BlueprintRun,
    step: BlueprintStep.Approval,
): JsonElement {
    val subject = ApprovalSubject(step.name(), step.approval().subject()).text()
    val within = step.approval().within()?.toKotlinDuration()
    val request =
        gate.request(subject, requestedBy = run.requestedBy ?: UNKNOWN_USER, within = within)
    return when (val decision = awaitDecision(request)) {
        is Approved ->
            buildJsonObject {
                put("approved_by", decision.actor)
                decision.reason?.let { put("reason", it) }
            }
        is Rejected -> fail(ApprovalRejected(step.name(), decision.actor, decision.reason))
        is TimedOut -> fail(ApprovalTimedOut(step.name()))
    }
}

/** Who started an execution that does not come through Landlord's HTTP API. */
private const val UNKNOWN_USER = "unknown"
