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
import dev.landlord.workflow.handler.MAX_VALUE
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.filledOnce
import dev.landlord.workflow.handler.found
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_GONE
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.time.Instant
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/** Approves: the handler `approve…` of an approval with a value. */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.approve(
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus =
    decide(
        approval,
        input.run {
            val kept = filledOnce(approval.type.write(value), member = "value")
            Answer(actor, approval.type.toJson(approval.type.read(kept)), reason, token, request)
        },
    )

/** Approves: the handler `approve…` of an approval without a value. */
@InternalEngineApi
public suspend fun SharedHandlerPort.approve(
    approval: Approval<Unit>,
    input: DecisionInput,
): ApprovalStatus =
    decide(approval, input.run { Answer(actor, approval.json(Unit), reason, token, request) })

/** Rejects: the handler `reject…`. */
@InternalEngineApi
public suspend fun SharedHandlerPort.reject(
    approval: Approval<*>,
    input: DecisionInput,
): ApprovalStatus =
    decide(approval, input.run { Answer(actor, value = null, reason, token, request) })

internal fun <T> Approval<T>.json(value: T): JsonElement = type.toJson(value)

/**
 * The decision in a request to a handler or an awakeable.
 *
 * @property value the value of an approval; `null` is a rejection
 */
internal class Answer(
    val actor: String,
    val value: JsonElement?,
    val reason: String?,
    val token: String?,
    val request: Int? = null,
) {
    val problem: String?
        get() =
            actorProblem(actor)
                ?: HandlerMessages.reason(MAX_REASON).takeUnless {
                    reason.orEmpty().length <= MAX_REASON && isWellFormed(reason.orEmpty())
                }
                ?: value
                    ?.let { "$it".length }
                    ?.takeIf { it > MAX_VALUE }
                    ?.let { HandlerMessages.value(MAX_VALUE, found = it) }

    fun at(now: Instant) =
        DecisionRecord(
            if (value == null) ApprovalOutcome.REJECTED else ApprovalOutcome.APPROVED,
            now,
            actor,
            value.takeUnless { it is JsonNull },
            reason,
        )
}

/**
 * Decides the request, unless it has an outcome. The durable promise of the request takes one value
 * (G5), so what is completed first stands, and every later decision is answered with that outcome.
 *
 * A decision after the deadline ends the request by itself if the run has not done so: otherwise a
 * decision that was judged in time and is still under way could be accepted after this one was
 * refused with 410.
 *
 * @throws TerminalException with 400, 403, 404, 409, 410 or 503 and the reason; the decision has
 *   changed nothing
 */
private suspend fun SharedHandlerPort.decide(
    approval: Approval<*>,
    answer: Answer,
): ApprovalStatus {
    val name = approval.name
    answer.problem?.let { fail(it, HTTP_BAD_REQUEST) }
    val request = requestOf(approval, answer)
    val asked = get(RequestRecord.key(name, request))?.let(RequestRecord::read)
    if (asked == null) fail(HandlerMessages.noSuchRun(service, workflowId), HTTP_NOT_FOUND)
    val judged = judged(approval, answer, RequestKey(runId, name, request, asked))
    val refusal = judged.refusal
    if (refusal != null && refusal.code != HTTP_GONE) fail(refusal.message, refusal.code)
    val decision = answer.at(judged.at)
    val outcome =
        when {
            asked.isOver(judged.at) -> DecisionRecord(ApprovalOutcome.TIMED_OUT, asked.expiresAt)
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
 * The number of the request that the answer means. After several requests the answer has to name
 * one: a decision that is meant for an old request and is sent again must not decide a new one.
 */
private suspend fun SharedHandlerPort.requestOf(approval: Approval<*>, answer: Answer): Int {
    val name = approval.name
    val latest = RequestRecord.requests(keys()).lastOrNull { it.first == name }?.second
    if (latest == null) {
        if (found() is RunEnd.Ended) fail(HandlerMessages.neverRequested(name), HTTP_GONE)
        fail(HandlerMessages.notRequested(name), HTTP_NOT_FOUND)
    }
    val keys = approval.rules.keys
    val ofToken =
        if (keys == null || answer.token == null) null
        else DecisionToken.request(keys, answer.token, runId, name)
    val request = answer.request ?: ofToken ?: latest.takeIf { it == 1 || answer.token != null }
    if (request == null) fail(HandlerMessages.ambiguousRequest(name, latest), HTTP_BAD_REQUEST)
    if (request !in 1..latest)
        fail(HandlerMessages.noSuchRequest(name, latest, request), HTTP_NOT_FOUND)
    return request
}

private const val MAX_REASON = 4_096
