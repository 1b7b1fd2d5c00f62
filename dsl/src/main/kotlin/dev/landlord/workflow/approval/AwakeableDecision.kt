package dev.landlord.workflow.approval

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalErrors
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.RefusedDecision
import dev.restate.common.Slice
import java.net.HttpURLConnection.HTTP_GONE
import java.time.Instant
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** The value of an awakeable after the check: a decision, or the reason of its refusal. */
@Serializable
@SerialName("dev.landlord.workflow.engine.CheckedAnswer") // The name in existing journals.
internal class CheckedDecision(
    val decision: DecisionRecord? = null,
    val refused: RefusedDecision? = null,
)

/**
 * The JSON of a decision that arrives through an awakeable id. Any caller can send any value there,
 * so the text of a refusal does not quote the value.
 */
@Serializable
internal class AwakeableDecision(
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
            result: Result<Slice>,
            now: Instant,
        ): CheckedDecision {
            fun refused(reason: String) = CheckedDecision(refused = RefusedDecision(now, reason))
            val keys = approval.rules.keys ?: return refused(ApprovalErrors.noKeys(approval.name))
            val json = result.getOrElse {
                return refused(HandlerMessages.awakeableRejected())
            }
            val submitted = read(approval, json) ?: return refused(HandlerMessages.noDecision())
            val token =
                submitted.token ?: return refused(HandlerMessages.missingToken(approval.name))
            val refusal =
                DecisionToken.refusal(keys, token, key, submitted.actor, now)
                    ?: ownRequest(approval, submitted.actor, key.asked.requestedBy)
                    ?: late(approval, key.asked, now)
            val problem = refusal?.message ?: submitted.problem
            return if (problem == null) CheckedDecision(submitted.at(now)) else refused(problem)
        }

        /** The deadline may have passed although the timer of the run has not ended yet. */
        private fun late(approval: Approval<*>, asked: RequestRecord, now: Instant): Refusal? =
            if (asked.isOver(now))
                Refusal(HTTP_GONE, HandlerMessages.tooLate(approval.name, asked.expiresAt))
            else null

        private fun <T> read(approval: Approval<T>, json: Slice): SubmittedDecision? =
            try {
                val text = json.toByteArray().decodeToString()
                val read = Json.decodeFromString<AwakeableDecision>(text)
                val value =
                    when (read.decision) {
                        "approved" -> approval.json(approval.type.fromJson(read.value))
                        "rejected" -> null
                        else -> throw SerializationException("no decision")
                    }
                SubmittedDecision(read.actor, value, read.reason, read.token)
            } catch (_: Exception) {
                // A serializer of the user may throw any exception; the value is then no decision.
                null
            }
    }
}
