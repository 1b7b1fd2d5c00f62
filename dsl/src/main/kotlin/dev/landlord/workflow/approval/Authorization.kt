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

/**
 * The result of the check whether an actor may decide, and its time.
 *
 * @property refusal why the actor may not decide; `null` if the actor may
 */
@Serializable
internal class Authorization(
    @Serializable(InstantText::class) val at: Instant,
    val refusal: Refusal? = null,
)

/**
 * Checks whether the actor of [submitted] may decide the request of [key]. The check is journaled:
 * a retry of the handler returns the same result.
 *
 * @throws TerminalException with 503 if `authorize` fails
 */
internal suspend fun SharedHandlerPort.authorization(
    approval: Approval<*>,
    submitted: SubmittedDecision,
    key: RequestKey,
): Authorization {
    val result =
        try {
            once("authorize") { now ->
                AUTHORIZATION.write(Authorization(now, refusal(approval, submitted, key, now)))
            }
        } catch (_: TerminalException) {
            fail(HandlerMessages.authorizationFailed(approval.name), HTTP_UNAVAILABLE)
        }
    return AUTHORIZATION.read(result)
}

private suspend fun SharedHandlerPort.refusal(
    approval: Approval<*>,
    submitted: SubmittedDecision,
    key: RequestKey,
    now: Instant,
): Refusal? {
    val rules = approval.rules
    val isAuthorized = rules.authorize
    val keys = rules.keys
    val unproven =
        when {
            submitted.token != null && keys != null ->
                DecisionToken.refusal(keys, submitted.token, key, submitted.actor, now)
            submitted.token != null ->
                Refusal(HTTP_FORBIDDEN, HandlerMessages.unexpectedToken(approval.name))
            isAuthorized != null -> {
                val claim =
                    DecisionClaim(
                        workflowId,
                        approval.name,
                        key.request,
                        key.asked.subject,
                        submitted.actor,
                        approves = submitted.value != null,
                        submitted.reason,
                        headers,
                    )
                if (approval.authorizes(isAuthorized, claim)) null
                else
                    Refusal(
                        HTTP_FORBIDDEN,
                        HandlerMessages.notAuthorized(approval.name, submitted.actor),
                    )
            }
            keys != null -> Refusal(HTTP_FORBIDDEN, HandlerMessages.missingToken(approval.name))
            else -> null
        }
    return unproven ?: ownRequest(approval, submitted.actor, key.asked.requestedBy)
}

/**
 * Logs an exception of [isAuthorized] and throws another, because the exception may hold secrets.
 */
private suspend fun Approval<*>.authorizes(
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
private val AUTHORIZATION = ResultType(Authorization.serializer())
