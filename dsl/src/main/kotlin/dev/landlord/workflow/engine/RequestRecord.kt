package dev.landlord.workflow.engine

import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.Approved
import dev.landlord.workflow.Decision
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.RefusedDecision
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.TimedOut
import dev.restate.common.Slice
import java.time.Instant
import kotlin.time.toKotlinInstant
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement

// A request for an approval, as Restate keeps it. What was asked is state of the run, which the run
// alone writes; what was decided is a durable promise, which takes one value and no second: that
// makes the decision one (G5).
//
//     state    landlord.approval.finance.1   {"awakeableId":"sign_1…","requestedAt":"…"}
//     promise  approval/finance/1            {"outcome":"APPROVED","at":"…","actor":"alice",…}

/**
 * What was asked, and when. It is in the journal too, so a run in flight keeps it when the code
 * gets another deadline or other words. The properties are those of [ApprovalStatus].
 *
 * @property takesTokens whether anything that comes through the awakeable can count
 */
@Serializable
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

    companion object {
        private const val PREFIX = "landlord.approval."
        val TYPE: ResultType<RequestRecord> = ResultType(serializer())

        fun key(approval: String, request: Int) = "$PREFIX$approval.$request"

        fun read(slice: Slice): RequestRecord = TYPE.read(slice)

        /** The requests that state with these [keys] has, by approval and number. */
        fun requests(keys: Collection<String>): List<Pair<String, Int>> =
            keys
                .filter { it.startsWith(PREFIX) }
                .map { it.removePrefix(PREFIX) }
                .map { it.substringBeforeLast('.') to it.substringAfterLast('.').toInt() }
                .sortedWith(compareBy({ it.first }, { it.second }))
    }
}

/** What was decided. The properties are those of [ApprovalStatus], and the value. */
@Serializable
internal data class DecisionRecord(
    val outcome: ApprovalOutcome,
    @Serializable(InstantText::class) val at: Instant? = null,
    val actor: String? = null,
    val value: JsonElement? = null,
    val reason: String? = null,
) {
    fun write(): Slice = TYPE.write(this)

    /** Whether it says the same; it may say so at another time. */
    fun isSameAs(other: DecisionRecord): Boolean = copy(at = other.at) == other

    /** What the body gets. A withdrawn request has nobody who waits. */
    fun <T> decision(type: ResultType<T>): Decision<T> {
        val at = checkNotNull(at).toKotlinInstant()
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

/** What is told of the given request of [approval]. */
internal fun approvalStatus(
    approval: String,
    request: Int,
    asked: RequestRecord,
    decided: DecisionRecord?,
    hasEnded: Boolean,
): ApprovalStatus {
    val open = if (hasEnded) ApprovalOutcome.WITHDRAWN else ApprovalOutcome.PENDING
    val outcome = decided?.outcome ?: open
    return ApprovalStatus(
        approval,
        request,
        outcome,
        asked.requestedAt,
        asked.expiresAt,
        asked.requestedBy,
        asked.subject,
        asked.awakeableId.takeIf { outcome == ApprovalOutcome.PENDING },
        decided?.actor,
        decided?.at,
        decided?.reason,
        asked.refused,
    )
}
