package dev.landlord.server.decision

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.client.token
import java.time.Duration
import kotlinx.serialization.json.Json

/** Signs the tokens that prove to a run that Landlord has authenticated the actor of a decision. */
class DecisionTokens(private val keys: DecisionKeys) {
    /**
     * A token for one decision, which is sent at once.
     *
     * @param runId the id of the run at Restate
     * @param request the request, as the handler `status` of the run reports it
     */
    fun sign(runId: String, request: JsonNode, actor: String): String =
        keys.token(
            runId,
            JSON.decodeFromString(ApprovalStatus.serializer(), "$request"),
            actor,
            VALIDITY,
        )

    private companion object {
        val VALIDITY: Duration = Duration.ofMinutes(1)
        val JSON = Json { ignoreUnknownKeys = true }
    }
}
