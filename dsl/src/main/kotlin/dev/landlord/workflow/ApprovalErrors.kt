package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW116
import dev.landlord.workflow.errors.ErrorCode.LW117
import dev.landlord.workflow.errors.ErrorCode.LW118
import dev.landlord.workflow.errors.ErrorCode.LW119
import dev.landlord.workflow.errors.ErrorCode.LW120
import kotlin.time.Duration

/** The messages for authors of workflows with approvals; approvers read [HandlerMessages]. */
internal object ApprovalErrors {
    fun within(within: Duration): String =
        LW116.written("an approval, within = $within")
            .expected("a positive duration of at most ${MAX_WAIT.inWholeDays} days")
            .toDo("leave it out for an approval that never times out")

    fun requestWithin(approval: String, within: Duration): String =
        LW116.written("the request of $approval, within = $within")
            .expected("a positive duration of at most ${MAX_WAIT.inWholeDays} days")
            .toDo("leave it out for the duration that the approval declares")

    fun remindEvery(every: Duration): String =
        LW116.written("remindEvery($every)")
            .expected("1 second to ${MAX_WAIT.inWholeDays} days")
            .toDo("leave the reminder out if none is needed")

    fun validFor(validFor: java.time.Duration, max: java.time.Duration): String =
        LW116.written("token(validFor = $validFor)")
            .expected("a positive duration of at most ${max.toDays()} days")
            .toDo("leave it out for a token that is valid until the request ends")

    fun alreadyAwaited(approval: String): String =
        LW117.written("awaitApproval($approval)")
            .expected(
                "no other branch to wait for the same approval, because a decision does not name a branch"
            )
            .found("one that does")
            .toDo("declare one approval for each branch")

    fun missingRequester(approval: String): String =
        LW118.written("awaitApproval($approval)")
            .expected("a requester, because the approval has four eyes")
            .found("none")
            .toDo("pass the name of the actor who requests the approval")

    fun decisionKeys(found: String): String =
        LW119.written("DecisionKeys.of(…)")
            .expected("keys such as 2026-11:<32 random bytes in Base64>")
            .found(found)
            .toDo("create one with `openssl rand -base64 32`")

    fun noKeys(approval: String): String =
        LW119.written(approval)
            .expected("an approval with decision keys")
            .found("one without")
            .toDo("declare them: approval(…) { tokens(keys) }, in Java Approval.of(…).tokens(keys)")

    fun openApprovals(services: Map<String, List<String>>): String {
        val names = services.flatMap { (name, open) -> open.map { "$name.$it" } }
        return LW120.written(names.joinToString())
            .expected("approvals with tokens or authorize")
            .found(
                "neither, so that every caller of Restate's ingress may decide on them in any name"
            )
            .toDo("declare them with tokens(keys) or authorize(…)")
    }

    fun notReminded(approval: String, reason: String): String =
        "a reminder of $approval failed: $reason"

    fun notAuthorizing(approval: String): String = "authorize { … } of $approval failed"
}
