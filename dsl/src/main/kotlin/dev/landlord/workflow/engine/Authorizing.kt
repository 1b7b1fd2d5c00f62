@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Approval
import dev.landlord.workflow.DecisionClaim
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.fail
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_FORBIDDEN
import java.net.HttpURLConnection.HTTP_GONE
import java.net.HttpURLConnection.HTTP_UNAVAILABLE
import java.time.Instant
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.serialization.Serializable
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/** Who may decide, as far as it was found out. */
@Serializable
internal class Judged(
    @Serializable(InstantText::class) val at: Instant,
    val refusal: Refusal? = null,
)

/**
 * Whether [answer] may decide the request of [key]; once, whatever becomes of the handler.
 *
 * @throws TerminalException with 503 if that cannot be found out
 */
internal suspend fun Outside.judged(
    approval: Approval<*>,
    answer: Answer,
    key: RequestKey,
): Judged {
    val judged =
        try {
            once("authorize") { now ->
                JUDGED.write(Judged(now, refusal(approval, answer, key, now)))
            }
        } catch (_: TerminalException) {
            fail(Advice.notJudged(approval.name), HTTP_UNAVAILABLE)
        }
    return JUDGED.read(judged)
}

private suspend fun Outside.refusal(
    approval: Approval<*>,
    answer: Answer,
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
            answer.token != null -> Refusal(HTTP_FORBIDDEN, Advice.unwantedToken(approval.name))
            isAuthorized != null -> {
                val claim =
                    DecisionClaim(
                        workflowId,
                        approval.name,
                        key.request,
                        key.asked.subject,
                        answer.actor,
                        approves = answer.value != null,
                        answer.reason,
                        headers,
                    )
                if (approval.judges(isAuthorized, claim)) null
                else Refusal(HTTP_FORBIDDEN, Advice.notAuthorized(approval.name, answer.actor))
            }
            keys != null -> Refusal(HTTP_FORBIDDEN, Advice.tokenWanted(approval.name))
            else -> null
        }
    return unproven ?: forbidden(approval, answer, key, now)
}

/** Why nobody may decide so, whatever he proves; `null` if he may. */
internal fun forbidden(
    approval: Approval<*>,
    answer: Answer,
    key: RequestKey,
    now: Instant,
): Refusal? =
    ownRequest(approval, answer.actor, key.asked.requestedBy)
        ?: tooLate(approval, key.asked.expiresAt, now)

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
    else Refusal(HTTP_GONE, Advice.tooLate(approval.name, expiresAt))

private fun ownRequest(approval: Approval<*>, actor: String, requestedBy: String?): Refusal? {
    if (!approval.rules.hasFourEyes || requestedBy == null) return null
    return if (normalised(actor) == normalised(requestedBy))
        Refusal(HTTP_FORBIDDEN, Advice.ownRequest(approval.name, actor))
    else null
}

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow")
private val JUDGED = ResultType(Judged.serializer())
