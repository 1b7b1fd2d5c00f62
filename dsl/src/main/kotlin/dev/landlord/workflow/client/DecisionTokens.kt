@file:JvmName("DecisionTokens")

package dev.landlord.workflow.client

import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.approval.DecisionToken
import dev.landlord.workflow.approval.RequestKey
import dev.landlord.workflow.approval.RequestRecord
import java.time.Duration
import java.time.Instant

/**
 * Signs a token with which [actor] can decide [request], for a program that authenticates the
 * approvers itself and holds the keys of the approval. Within the workflow,
 * [PendingApproval.token][dev.landlord.workflow.PendingApproval.token] signs the same token. Does
 * not block, and sends nothing. In Java: `DecisionTokens.token(keys, runId, …)`.
 *
 * @param runId the id of the invocation of the run's handler `run`, `inv_…`, which `submit` returns
 * @param request the request, as the handler `status` reports it
 * @param validFor how long the token is valid, from now on; a few minutes if the program sends the
 *   decision itself
 * @throws IllegalArgumentException if [actor] is blank, too long or has invisible characters, or
 *   [validFor] is not positive or exceeds ten years
 */
public fun DecisionKeys.token(
    runId: String,
    request: ApprovalStatus,
    actor: String,
    validFor: Duration,
): String {
    val asked =
        RequestRecord(
            request.requestedAt,
            request.expiresAt,
            request.requestedBy,
            request.subject,
        )
    val key = RequestKey(runId, request.approval, request.request, asked)
    return DecisionToken.sign(this, key, actor, validFor, Instant.now())
}
