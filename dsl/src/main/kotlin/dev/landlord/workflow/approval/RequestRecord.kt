package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.Approved
import dev.landlord.workflow.Decision
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.RefusedDecision
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.handler.RunEnd
import dev.restate.common.Slice
import java.net.HttpURLConnection.HTTP_CONFLICT
import java.time.Instant
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement

// A request for an approval, as Restate stores it. The request is state of the run, which only the
// run writes. The outcome is a durable promise, which takes exactly one value (G5).
//
//     state    landlord.approval.finance.1   {"awakeableId":"sign_1…","requestedAt":"…"}
//     promise  approval/finance/1            {"outcome":"APPROVED","at":"…","actor":"alice",…}

/**
 * The content of a request. It is journaled, so a run in flight keeps its deadline and its subject
 * when the code changes. The properties are those of [ApprovalStatus].
 *
 * @property takesTokens whether a decision with a token can arrive through the awakeable
 */
@Serializable
@SerialName("dev.landlord.workflow.engine.RequestRecord") // The name in existing journals.
internal data class RequestRecord(
    @Serializable(InstantText::class) val requestedAt: Instant,
    @Serializable(InstantText::class) val expiresAt: Instant? = null,
    val requestedBy: String? = null,
    val subject: String? = null,
    val takesTokens: Boolean = false,
    val awakeableId: String? = null,
    val refused: List<RefusedDecision> = emptyList(),
) {
    fun write(): Slice = TYPE.write(this)

    /** Whether the request has timed out by this clock. */
    fun isOver(now: Instant): Boolean = expiresAt != null && now >= expiresAt

    companion object {
        private const val PREFIX = "landlord.approval."
        val TYPE: ResultType<RequestRecord> = ResultType(serializer())

        fun key(approval: String, request: Int) = "$PREFIX$approval.$request"

        fun read(slice: Slice): RequestRecord = TYPE.read(slice)

        /** The requests whose records have these [keys] of state, by approval and number. */
        fun requests(keys: Collection<String>): List<Pair<String, Int>> =
            keys
                .filter { it.startsWith(PREFIX) }
                .map { it.removePrefix(PREFIX) }
                .map { it.substringBeforeLast('.') to it.substringAfterLast('.').toInt() }
                .sortedWith(compareBy({ it.first }, { it.second }))
    }
}

/** The outcome of a request. The properties are those of [ApprovalStatus], and the value. */
@Serializable
internal data class DecisionRecord(
    val outcome: ApprovalOutcome,
    @Serializable(InstantText::class) val at: Instant? = null,
    val actor: String? = null,
    val value: JsonElement? = null,
    val reason: String? = null,
) {
    fun write(): Slice = TYPE.write(this)

    /** Whether the two decisions are equal, except for their times. */
    fun isSameAs(other: DecisionRecord): Boolean = copy(at = other.at) == other

    /** The decision that the body receives. No body waits for a withdrawn request. */
    fun <T> decision(type: ResultType<T>): Decision<T> {
        val at = checkNotNull(at)
        return when (outcome) {
            ApprovalOutcome.APPROVED -> Approved(type.fromJson(value), actor.orEmpty(), at, reason)
            ApprovalOutcome.REJECTED -> Rejected(actor.orEmpty(), at, reason)
            else -> TimedOut(at)
        }
    }

    companion object {
        private val TYPE = ResultType(serializer())

        fun key(approval: String, request: Int) = "approval/$approval/$request"

        fun read(slice: Slice): DecisionRecord = TYPE.read(slice)
    }
}

/** The status of a request for [approval] of a run whose end is [end]. */
internal fun approvalStatus(
    approval: String,
    request: Int,
    asked: RequestRecord,
    decided: DecisionRecord?,
    end: RunEnd,
): ApprovalStatus {
    val stands = decided ?: openAfter(end)
    return ApprovalStatus(
        approval,
        request,
        stands.outcome,
        asked.requestedAt,
        asked.expiresAt,
        asked.requestedBy,
        asked.subject,
        asked.awakeableId.takeIf { stands.outcome == ApprovalOutcome.PENDING },
        stands.actor,
        stands.at,
        stands.reason,
        asked.refused,
    )
}

/** A request that was open when its run ended, by a kill for example, takes no decision. */
private fun openAfter(end: RunEnd): DecisionRecord =
    if (end == RunEnd.Running) DecisionRecord(ApprovalOutcome.PENDING)
    else DecisionRecord(ApprovalOutcome.WITHDRAWN, reason = HandlerMessages.runEnded(end.isKilled))

/** Restate ends a run that an operator kills with this message. */
private val RunEnd.isKilled: Boolean
    get() = this is RunEnd.Ended && failure?.code == HTTP_CONFLICT && failure.message == "killed"
