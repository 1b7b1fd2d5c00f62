@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.fail
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_GONE
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.time.Instant
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/** Approves: what the handler `approve…` of an approval with a value does. */
@InternalEngineApi
public suspend fun <T> Outside.approve(
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus =
    decide(approval, input.run { Answer(actor, approval.json(value), reason, token, request) })

/** Approves: what the handler `approve…` of an approval without a value does. */
@InternalEngineApi
public suspend fun Outside.approve(approval: Approval<Unit>, input: DecisionInput): ApprovalStatus =
    decide(approval, input.run { Answer(actor, approval.json(Unit), reason, token, request) })

/** Rejects: what the handler `reject…` does. */
@InternalEngineApi
public suspend fun Outside.reject(approval: Approval<*>, input: DecisionInput): ApprovalStatus =
    decide(approval, input.run { Answer(actor, value = null, reason, token, request) })

internal fun <T> Approval<T>.json(value: T): JsonElement = type.toJson(value)

/**
 * What somebody decides.
 *
 * @property value of an approval; `null` is a rejection
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
                ?: Advice.reason(LONGEST_REASON).takeUnless {
                    reason.orEmpty().length <= LONGEST_REASON && isWellFormed(reason.orEmpty())
                }
                ?: Advice.value(LONGEST_VALUE).takeIf {
                    value != null && "$value".length > LONGEST_VALUE
                }

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
 * Takes the decision, unless the request is decided or over: then the promise of the request
 * refuses it, and the first one stands (G5).
 *
 * @throws TerminalException with 400, 403, 404, 409, 410 or 503 and the reason; nothing has changed
 */
private suspend fun Outside.decide(approval: Approval<*>, answer: Answer): ApprovalStatus {
    val name = approval.name
    answer.problem?.let { fail(it, HTTP_BAD_REQUEST) }
    val request = requestOf(approval, answer)
    val asked = get(RequestRecord.key(name, request))?.let(RequestRecord::read)
    if (asked == null) fail(Advice.noSuchRun(service, workflowId), HTTP_NOT_FOUND)
    val key = RequestKey(runId, name, request, asked)
    val judged = judged(approval, answer, key)
    val refusal = judged.refusal
    if (refusal != null && refusal.code != HTTP_GONE) fail(refusal.message, refusal.code)
    val decision = answer.at(judged.at)
    val promise = DecisionRecord.key(name, request)
    val isTaken = refusal == null && end() == RunEnd.Running && complete(promise, decision.write())
    val stands = if (isTaken) decision else peek(promise)?.let(DecisionRecord::read)
    val status = approvalStatus(name, request, asked, stands, hasEnded = true)
    return when {
        // Whoever comes too late may come again with the one that was accepted.
        stands?.isSameAs(decision) == true -> status
        refusal != null -> fail(refusal.message, refusal.code)
        status.outcome == ApprovalOutcome.TIMED_OUT ->
            fail(Advice.tooLate(name, asked.expiresAt), HTTP_GONE)
        status.outcome == ApprovalOutcome.WITHDRAWN -> fail(Advice.over(name), HTTP_GONE)
        else -> fail(AlreadyDecided(status))
    }
}

/**
 * Which request is meant. If there have been several the answer has to say it: what was meant for
 * an old one, and is sent once more, must not decide a new one.
 */
private suspend fun Outside.requestOf(approval: Approval<*>, answer: Answer): Int {
    val name = approval.name
    val latest = RequestRecord.requests(keys()).lastOrNull { it.first == name }?.second
    if (latest == null) {
        if (found() is RunEnd.Ended) fail(Advice.over(name), HTTP_GONE)
        fail(Advice.notAskedFor(name), HTTP_NOT_FOUND)
    }
    val keys = approval.rules.keys
    val ofToken =
        if (keys == null || answer.token == null) null
        else DecisionToken.request(keys, answer.token, runId, name)
    val request = answer.request ?: ofToken ?: latest.takeIf { it == 1 || answer.token != null }
    if (request == null) fail(Advice.whichRequest(name, latest), HTTP_BAD_REQUEST)
    if (request !in 1..latest) fail(Advice.noSuchRequest(name, latest, request), HTTP_NOT_FOUND)
    return request
}

private const val LONGEST_REASON = 4_096
