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
import java.text.Normalizer
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.Locale
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

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

private fun <T> Approval<T>.json(value: T): JsonElement = type.toJson(value)

/** @property value of an approval; `null` is a rejection */
private class Answer(
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
                    reason.orEmpty().length <= LONGEST_REASON && reason.orEmpty().isWellFormed()
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
    answer.problem?.let { fail(it, BAD_REQUEST) }
    val request = requestOf(approval, answer)
    val asked = get(RequestRecord.key(name, request))?.let(RequestRecord::read)
    if (asked == null) fail(Advice.noSuchRun(service, workflowId), NOT_FOUND)
    val key = RequestKey(runId, name, request, asked.requestedAt, asked.subject)
    val judged =
        judged(name) { now ->
            Judged(now.truncatedTo(ChronoUnit.MILLIS), refusal(approval, answer, asked, key, now))
        }
    val refusal = judged.refusal
    if (refusal != null && refusal.code != GONE) fail(refusal.message, refusal.code)
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
            fail(Advice.tooLate(name, asked.expiresAt), GONE)
        status.outcome == ApprovalOutcome.WITHDRAWN -> fail(Advice.over(name), GONE)
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
        when (end()) {
            RunEnd.Unknown -> fail(Advice.noSuchRun(service, workflowId), NOT_FOUND)
            RunEnd.Running -> fail(Advice.notAskedFor(name), NOT_FOUND)
            is RunEnd.Ended -> fail(Advice.over(name), GONE)
        }
    }
    val keys = approval.rules.keys
    val ofToken =
        if (keys == null || answer.token == null) null
        else DecisionToken.request(keys, answer.token, runId, name)
    val request = answer.request ?: ofToken ?: latest.takeIf { it == 1 || answer.token != null }
    if (request == null) fail(Advice.whichRequest(name, latest), BAD_REQUEST)
    if (request !in 1..latest) fail(Advice.noSuchRequest(name, latest, request), NOT_FOUND)
    return request
}

@Serializable
internal class Judged(
    @Serializable(InstantText::class) val at: Instant,
    val refusal: Refusal? = null,
)

private suspend fun Outside.judged(
    approval: String,
    judge: suspend (Instant) -> Judged,
): Judged {
    val judged =
        try {
            once("authorize") { now -> JUDGED.write(judge(now)) }
        } catch (_: TerminalException) {
            fail(Advice.notJudged(approval), UNAVAILABLE)
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
                        key.request,
                        key.subject,
                        answer.actor,
                        approves = answer.value != null,
                        answer.reason,
                        headers,
                    )
                if (approval.judges(isAuthorized, claim)) null
                else Refusal(FORBIDDEN, Advice.notAuthorized(approval.name, answer.actor))
            }
            keys != null -> Refusal(FORBIDDEN, Advice.tokenWanted(approval.name))
            else -> null
        }
    return unproven
        ?: ownRequest(approval, answer.actor, asked.requestedBy)
        ?: tooLate(approval, asked.expiresAt, now)
}

/** What [isAuthorized] throws may hold secrets, so nobody outside is told. */
private suspend fun Approval<*>.judges(
    isAuthorized: suspend (DecisionClaim) -> Boolean,
    claim: DecisionClaim,
): Boolean =
    try {
        isAuthorized(claim)
    } catch (failure: CancellationException) {
        throw failure
    } catch (failure: Exception) {
        LOGGER.warn(Advice.notAuthorizing(name), failure)
        throw IllegalStateException(Advice.notAuthorizing(name))
    }

/** The run may not have seen it yet. */
private fun tooLate(approval: Approval<*>, expiresAt: Instant?, now: Instant): Refusal? =
    if (expiresAt == null || now < expiresAt) null
    else Refusal(GONE, Advice.tooLate(approval.name, expiresAt))

private fun ownRequest(approval: Approval<*>, actor: String, requestedBy: String?): Refusal? {
    if (!approval.rules.hasFourEyes || requestedBy == null) return null
    return if (actor.normalised() == requestedBy.normalised())
        Refusal(FORBIDDEN, Advice.ownRequest(approval.name, actor))
    else null
}

/** What looks the same is the same. */
private fun String.normalised(): String {
    val seen = codePoints().filter(::canBeSeen).toArray()
    val text = Normalizer.normalize(String(seen, 0, seen.size), Normalizer.Form.NFKC)
    return text.trim().lowercase(Locale.ROOT)
}

/** Whether this is the name of somebody, of which enough can be seen. */
internal fun String?.isSomebody(): Boolean = !this?.normalised().isNullOrEmpty()

/** Why [actor] is not the name of anybody; `null` if it is. */
internal fun actorProblem(actor: String): String? {
    val isName =
        actor.isNotBlank() &&
            actor.length <= LONGEST_ACTOR &&
            actor.codePoints().allMatch(::canBeSeen)
    return if (isName) null else Advice.actor(LONGEST_ACTOR)
}

private fun canBeSeen(codePoint: Int) = Character.getType(codePoint).toByte() !in UNSEEN

private fun String.isWellFormed() =
    codePoints().noneMatch { Character.getType(it).toByte() == Character.SURROGATE }

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
            expiresAt: Instant?,
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
            val problem =
                refusal?.message ?: answer.problem ?: tooLate(approval, expiresAt, now)?.message
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
            } catch (_: Exception) {
                // Whatever a serializer of the user's throws: it is his, and it is no decision.
                null
            }
    }
}

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow")
private val UNSEEN =
    setOf(
        Character.CONTROL,
        Character.FORMAT,
        Character.SURROGATE,
        Character.LINE_SEPARATOR,
        Character.PARAGRAPH_SEPARATOR,
        Character.UNASSIGNED,
        Character.PRIVATE_USE,
    )
private val JUDGED = ResultType(Judged.serializer())
private const val LONGEST_ACTOR = 256
private const val LONGEST_REASON = 4_096
private const val BAD_REQUEST = 400
private const val FORBIDDEN = 403
private const val NOT_FOUND = 404
private const val GONE = 410
private const val UNAVAILABLE = 503
