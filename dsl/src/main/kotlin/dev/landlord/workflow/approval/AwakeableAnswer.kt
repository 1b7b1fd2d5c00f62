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
@SerialName("dev.landlord.workflow.engine.CheckedAnswer") // As golden journals have it.
internal class CheckedAnswer(
    val decision: DecisionRecord? = null,
    val refused: RefusedDecision? = null,
)

/**
 * The JSON of a decision that arrives through an awakeable id. Any caller can send any value there,
 * so the text of a refusal quotes nothing of it.
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
            result: Result<Slice>,
            now: Instant,
        ): CheckedAnswer {
            fun refused(reason: String) = CheckedAnswer(refused = RefusedDecision(now, reason))
            val keys = approval.rules.keys ?: return refused(ApprovalErrors.noKeys(approval.name))
            val json = result.getOrElse {
                return refused(HandlerMessages.awakeableRejected())
            }
            val answer = read(approval, json) ?: return refused(HandlerMessages.noDecision())
            val token = answer.token ?: return refused(HandlerMessages.missingToken(approval.name))
            val refusal =
                DecisionToken.refusal(keys, token, key, answer.actor, now)
                    ?: ownRequest(approval, answer.actor, key.asked.requestedBy)
                    ?: late(approval, key.asked, now)
            val problem = refusal?.message ?: answer.problem
            return if (problem == null) CheckedAnswer(answer.at(now)) else refused(problem)
        }

        /** The timer of the run may not have ended yet. */
        private fun late(approval: Approval<*>, asked: RequestRecord, now: Instant): Refusal? =
            if (asked.isOver(now))
                Refusal(HTTP_GONE, HandlerMessages.tooLate(approval.name, asked.expiresAt))
            else null

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
                // A serializer of the user may throw anything; the value is no decision.
                null
            }
    }
}
