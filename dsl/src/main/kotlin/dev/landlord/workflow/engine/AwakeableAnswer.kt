package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Approval
import dev.landlord.workflow.RefusedDecision
import dev.restate.common.Slice
import java.time.Instant
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

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
                    ?: forbidden(approval, answer, key, now)
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
            } catch (_: Exception) {
                // Whatever a serializer of the user's throws: it is his, and it is no decision.
                null
            }
    }
}
