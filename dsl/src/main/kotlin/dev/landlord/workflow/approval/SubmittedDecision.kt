package dev.landlord.workflow.approval

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.handler.MAX_VALUE
import java.time.Instant
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/**
 * A decision that a caller submitted through a handler or an awakeable.
 *
 * @property value the value of an approval; `null` for a rejection
 * @property request the number of the request, if the caller gave one
 */
internal class SubmittedDecision(
    val actor: String,
    val value: JsonElement?,
    val reason: String?,
    val token: String?,
    val request: Int? = null,
) {
    /** Why the decision is malformed; `null` if it is not. */
    val problem: String?
        get() =
            actorProblem(actor)
                ?: HandlerMessages.reason(MAX_REASON).takeUnless {
                    reason.orEmpty().length <= MAX_REASON && isWellFormed(reason.orEmpty())
                }
                ?: value
                    ?.let { "$it".length }
                    ?.takeIf { it > MAX_VALUE }
                    ?.let { HandlerMessages.value(MAX_VALUE, found = it) }

    /** The outcome of a request that this decides at [now]. */
    fun at(now: Instant) =
        DecisionRecord(
            if (value == null) ApprovalOutcome.REJECTED else ApprovalOutcome.APPROVED,
            now,
            actor,
            value.takeUnless { it is JsonNull },
            reason,
        )
}

internal fun <T> Approval<T>.json(value: T): JsonElement = type.toJson(value)

private const val MAX_REASON = 4_096
