package dev.landlord.workflow.approval

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.filledOnce
import dev.landlord.workflow.handler.found
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_GONE
import java.net.HttpURLConnection.HTTP_NOT_FOUND

/** The handler `approve…` of an approval with a value. */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.approve(
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus =
    decide(
        approval,
        input.run {
            val kept = filledOnce(approval.type.write(value), member = "value")
            SubmittedDecision(
                actor,
                approval.type.toJson(approval.type.read(kept)),
                reason,
                token,
                request,
            )
        },
    )

/** The handler `approve…` of an approval without a value. */
@InternalEngineApi
public suspend fun SharedHandlerPort.approve(
    approval: Approval<Unit>,
    input: DecisionInput,
): ApprovalStatus =
    decide(
        approval,
        input.run { SubmittedDecision(actor, approval.json(Unit), reason, token, request) },
    )

/** The handler `reject…`. */
@InternalEngineApi
public suspend fun SharedHandlerPort.reject(
    approval: Approval<*>,
    input: DecisionInput,
): ApprovalStatus =
    decide(approval, input.run { SubmittedDecision(actor, value = null, reason, token, request) })

/**
 * Decides the request, unless it has an outcome. The durable promise of the request takes one value
 * (G5): the first completion is the outcome, and every later decision is answered with it.
 *
 * A decision after the deadline ends the request if the run has not done so. Otherwise a concurrent
 * decision that was checked before the deadline could be accepted after this one was refused
 * with 410.
 *
 * @throws TerminalException with 400, 403, 404, 409, 410 or 503 and the reason; the decision has
 *   changed nothing
 */
private suspend fun SharedHandlerPort.decide(
    approval: Approval<*>,
    submitted: SubmittedDecision,
): ApprovalStatus {
    val name = approval.name
    submitted.problem?.let { fail(it, HTTP_BAD_REQUEST) }
    val request = requestOf(approval, submitted)
    val asked = get(RequestRecord.key(name, request))?.let(RequestRecord::read)
    if (asked == null) fail(HandlerMessages.noSuchRun(service, workflowId), HTTP_NOT_FOUND)
    val authorization = authorization(approval, submitted, RequestKey(runId, name, request, asked))
    val refusal = authorization.refusal
    if (refusal != null && refusal.code != HTTP_GONE) fail(refusal.message, refusal.code)
    val decision = submitted.at(authorization.at)
    val outcome =
        when {
            asked.isOver(authorization.at) ->
                DecisionRecord(ApprovalOutcome.TIMED_OUT, asked.expiresAt)
            refusal == null -> decision
            else -> null
        }
    val promise = DecisionRecord.key(name, request)
    val end = end()
    val isFirst = outcome != null && end == RunEnd.Running && complete(promise, outcome.write())
    val stands = if (isFirst) outcome else peek(promise)?.let(DecisionRecord::read)
    val status = approvalStatus(name, request, asked, stands, end)
    // An actor who repeats the decision that stands is answered with it, however late.
    if (stands?.isSameAs(decision) == true) return status
    refuse(status, refusal)
}

/** Refuses a decision on a request that has an outcome, or whose [refusal] concerns the token. */
private fun refuse(status: ApprovalStatus, refusal: Refusal?): Nothing =
    when (status.outcome) {
        ApprovalOutcome.APPROVED,
        ApprovalOutcome.REJECTED -> fail(AlreadyDecided(status))
        ApprovalOutcome.TIMED_OUT ->
            fail(HandlerMessages.tooLate(status.approval, status.expiresAt), HTTP_GONE)
        ApprovalOutcome.WITHDRAWN ->
            fail(HandlerMessages.withdrawn(status.approval, status.reason), HTTP_GONE)
        // The request is open: another token may decide it.
        ApprovalOutcome.PENDING -> fail(checkNotNull(refusal).message, HTTP_GONE)
    }

/**
 * The number of the latest request; `null` if the run has not requested this approval.
 *
 * An approver that decides as soon as it is notified can be early: the step that notifies runs
 * while Restate still stores the state with the request. So while the request with the number
 * [expected] is missing, this reads the state again for less than a second.
 */
private suspend fun SharedHandlerPort.latestRequest(name: String, expected: Int): Int? {
    while (true) {
        val latest = RequestRecord.requests(keys()).lastOrNull { it.first == name }?.second
        // Only the next request can be on its way: the run makes it after this one has its outcome.
        if (expected != (latest ?: 0) + 1) return latest
        if (end() != RunEnd.Running || !awaitWrites()) return latest
    }
}

/**
 * The number of the request that [submitted] is for. After several requests a decision has to name
 * one: a repeated decision on an earlier request must not decide a later one.
 */
private suspend fun SharedHandlerPort.requestOf(
    approval: Approval<*>,
    submitted: SubmittedDecision,
): Int {
    val name = approval.name
    val keys = approval.rules.keys
    val ofToken =
        if (keys == null || submitted.token == null) null
        else DecisionToken.request(keys, submitted.token, runId, name)
    val latest = latestRequest(name, submitted.request ?: ofToken ?: 1)
    if (latest == null) {
        val end = found()
        if (end is RunEnd.Ended)
            fail(HandlerMessages.neverRequested(name, end.failure?.message), HTTP_GONE)
        fail(HandlerMessages.notRequested(name), HTTP_NOT_FOUND)
    }
    val request =
        submitted.request ?: ofToken ?: latest.takeIf { it == 1 || submitted.token != null }
    if (request == null) fail(HandlerMessages.ambiguousRequest(name, latest), HTTP_BAD_REQUEST)
    if (request !in 1..latest)
        fail(HandlerMessages.noSuchRequest(name, latest, request), HTTP_NOT_FOUND)
    return request
}
