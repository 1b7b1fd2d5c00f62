package dev.landlord.workflow.approval

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalErrors
import dev.landlord.workflow.DecisionClaim
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_FORBIDDEN
import java.net.HttpURLConnection.HTTP_UNAVAILABLE
import java.time.Instant
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.serialization.Serializable
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/** The time of a decision, and why its actor may not take it; without a refusal the actor may. */
@Serializable
internal class Judged(
    @Serializable(InstantText::class) val at: Instant,
    val refusal: Refusal? = null,
)

/**
 * Judges once, also when the handler is retried, whether [answer] may decide the request of [key].
 *
 * @throws TerminalException with 503 if `authorize` fails
 */
internal suspend fun SharedHandlerPort.judged(
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
            fail(HandlerMessages.authorizationFailed(approval.name), HTTP_UNAVAILABLE)
        }
    return JUDGED.read(judged)
}

private suspend fun SharedHandlerPort.refusal(
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
            answer.token != null ->
                Refusal(HTTP_FORBIDDEN, HandlerMessages.unexpectedToken(approval.name))
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
                else
                    Refusal(
                        HTTP_FORBIDDEN,
                        HandlerMessages.notAuthorized(approval.name, answer.actor),
                    )
            }
            keys != null -> Refusal(HTTP_FORBIDDEN, HandlerMessages.missingToken(approval.name))
            else -> null
        }
    return unproven ?: ownRequest(approval, answer.actor, key.asked.requestedBy)
}

/** Does not pass on what [isAuthorized] throws, because it may hold secrets. */
private suspend fun Approval<*>.judges(
    isAuthorized: suspend (DecisionClaim) -> Boolean,
    claim: DecisionClaim,
): Boolean =
    try {
        isAuthorized(claim)
    } catch (failure: CancellationException) {
        throw failure
    } catch (failure: Exception) {
        LOGGER.warn(ApprovalErrors.notAuthorizing(name), failure)
        throw IllegalStateException(ApprovalErrors.notAuthorizing(name))
    }

/** Refuses a decision by the actor who requested the approval, whatever the actor proves. */
internal fun ownRequest(approval: Approval<*>, actor: String, requestedBy: String?): Refusal? {
    if (!approval.rules.hasFourEyes || requestedBy == null) return null
    return if (normalised(actor) == normalised(requestedBy))
        Refusal(HTTP_FORBIDDEN, HandlerMessages.ownRequest(approval.name, actor))
    else null
}

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow")
private val JUDGED = ResultType(Judged.serializer())
