@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionClaim
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.RefusedDecision
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.fail
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.Locale
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/** Approves: what the handler `approve…` of an approval with a value does. */
@InternalEngineApi
public suspend fun <T> Outside.approve(
    approval: Approval<T>,
    input: ApprovalInput<T>,
): ApprovalStatus =
    decide(approval, Answer(input.actor, approval.json(input.value), input.reason, input.token))

/** Approves: what the handler `approve…` of an approval without a value does. */
@InternalEngineApi
public suspend fun Outside.approve(approval: Approval<Unit>, input: DecisionInput): ApprovalStatus =
    decide(approval, Answer(input.actor, approval.json(Unit), input.reason, input.token))

/** Rejects: what the handler `reject…` does. */
@InternalEngineApi
public suspend fun Outside.reject(approval: Approval<*>, input: DecisionInput): ApprovalStatus =
    decide(approval, Answer(input.actor, value = null, input.reason, input.token))

private fun <T> Approval<T>.json(value: T): JsonElement = type.toJson(value)

/** @property value of an approval; `null` is a rejection */
private class Answer(
    val actor: String,
    val value: JsonElement?,
    val reason: String?,
    val token: String?,
) {
    val problem: String?
        get() =
            actorProblem(actor)
                ?: Advice.reason(LONGEST_REASON).takeIf { reason.orEmpty().length > LONGEST_REASON }
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
 * @throws TerminalException with 400, 403, 404, 409 or 410 and the reason; nothing has changed
 */
private suspend fun Outside.decide(approval: Approval<*>, answer: Answer): ApprovalStatus {
    val name = approval.name
    answer.problem?.let { fail(it, BAD_REQUEST) }
    val request = RequestRecord.requests(keys()).lastOrNull { it.first == name }?.second
    if (request == null) {
        if (end() == RunEnd.Unknown) fail(Advice.noSuchRun(service, workflowId), NOT_FOUND)
        fail(Advice.notAskedFor(name), NOT_FOUND)
    }
    val asked = RequestRecord.read(checkNotNull(get(RequestRecord.key(name, request))))
    val key = RequestKey(runId, name, request, asked.requestedAt, asked.subject)
    val judged = judged { now ->
        Judged(now.truncatedTo(ChronoUnit.MILLIS), refusal(approval, answer, asked, key, now))
    }
    judged.refusal?.let { fail(it.message, it.code) }
    val decision = answer.at(judged.at)
    val promise = DecisionRecord.key(name, request)
    val isTaken = end() == RunEnd.Running && complete(promise, decision.write())
    val stands = if (isTaken) decision else peek(promise)?.let(DecisionRecord::read)
    if (stands == null) fail(Advice.over(name), GONE)
    val status = approvalStatus(name, request, asked, stands, hasEnded = false)
    return when {
        stands.isSameAs(decision) -> status
        stands.outcome == ApprovalOutcome.TIMED_OUT -> fail(Advice.tooLate(status), GONE)
        stands.outcome == ApprovalOutcome.WITHDRAWN -> fail(Advice.over(name), GONE)
        else -> fail(AlreadyDecided(status))
    }
}

@Serializable
internal class Judged(
    @Serializable(InstantText::class) val at: Instant,
    val refusal: Refusal? = null,
)

private suspend fun Outside.judged(judge: suspend (Instant) -> Judged): Judged {
    val judged =
        try {
            once("authorize") { now -> JUDGED.write(judge(now)) }
        } catch (failure: TerminalException) {
            fail(Advice.notJudged(failure), UNAVAILABLE)
        }
    return JUDGED.read(judged)
}

private suspend fun Outside.refusal(
    approval: Approval<*>,
    answer: Answer,
    asked: RequestRecord,
    key: RequestKey,
    now: Instant,
): Refusal? {
    val rules = approval.rules
    val isAuthorized = rules.authorize
    val keys = rules.keys
    val unproven =
        when {
            answer.token != null && keys != null ->
                DecisionToken.refusal(keys, answer.token, key, answer.actor, now)
            answer.token != null -> Refusal(FORBIDDEN, Advice.unwantedToken(approval.name))
            isAuthorized != null -> {
                val claim =
                    DecisionClaim(
                        workflowId,
                        approval.name,
                        answer.actor,
                        approves = answer.value != null,
                        answer.reason,
                        headers,
                    )
                if (isAuthorized(claim)) null
                else Refusal(FORBIDDEN, Advice.notAuthorized(approval.name, answer.actor))
            }
            keys != null -> Refusal(FORBIDDEN, Advice.tokenWanted(approval.name))
            else -> null
        }
    return unproven ?: ownRequest(approval, answer.actor, asked.requestedBy)
}

private fun ownRequest(approval: Approval<*>, actor: String, requestedBy: String?): Refusal? {
    if (!approval.rules.hasFourEyes || requestedBy == null) return null
    return if (actor.normalised() == requestedBy.normalised())
        Refusal(FORBIDDEN, Advice.ownRequest(approval.name, actor))
    else null
}

private fun String.normalised() = trim().lowercase(Locale.ROOT)

/** Why [actor] is not the name of anybody; `null` if it is. */
internal fun actorProblem(actor: String): String? =
    Advice.actor(LONGEST_ACTOR).takeIf { actor.isBlank() || actor.length > LONGEST_ACTOR }

/** What became of something that came through an awakeable id. */
@Serializable
internal class CheckedAnswer(
    val decision: DecisionRecord? = null,
    val refused: RefusedDecision? = null,
)

/**
 * The JSON of a decision that comes through an awakeable id. Anybody can send anything there, so
 * the text of a refusal holds nothing of it.
 */
@Serializable
internal class AwakeableAnswer(
    val decision: String,
    val actor: String,
    val value: JsonElement? = null,
    val reason: String? = null,
    val token: String? = null,
) {
    companion object {
        fun <T> check(
            approval: Approval<T>,
            key: RequestKey,
            requestedBy: String?,
            result: Result<Slice>,
            now: Instant,
        ): CheckedAnswer {
            fun refused(reason: String) = CheckedAnswer(refused = RefusedDecision(now, reason))
            val keys = approval.rules.keys ?: return refused(Advice.noKeys(approval.name))
            val json = result.getOrElse {
                return refused(Advice.awakeableRejected())
            }
            val answer = read(approval, json) ?: return refused(Advice.noDecision())
            val token = answer.token ?: return refused(Advice.tokenWanted(approval.name))
            val refusal =
                DecisionToken.refusal(keys, token, key, answer.actor, now)
                    ?: ownRequest(approval, answer.actor, requestedBy)
            val problem = refusal?.message ?: answer.problem
            return if (problem == null) CheckedAnswer(answer.at(now)) else refused(problem)
        }

        private fun <T> read(approval: Approval<T>, json: Slice): Answer? =
            try {
                val text = json.toByteArray().decodeToString()
                val answer = Json.decodeFromString<AwakeableAnswer>(text)
                val value =
                    when (answer.decision) {
                        "approved" -> approval.json(approval.type.fromJson(answer.value))
                        "rejected" -> null
                        else -> throw SerializationException("no decision")
                    }
                Answer(answer.actor, value, answer.reason, answer.token)
            } catch (_: IllegalArgumentException) {
                null
            }
    }
}

private val JUDGED = ResultType(Judged.serializer())
private const val LONGEST_ACTOR = 256
private const val LONGEST_REASON = 4_096
private const val LONGEST_VALUE = 1024 * 1024
private const val BAD_REQUEST = 400
private const val FORBIDDEN = 403
private const val NOT_FOUND = 404
private const val GONE = 410
private const val UNAVAILABLE = 503
