package dev.landlord.workflow

import dev.landlord.workflow.engine.MAX_TEXT
import dev.restate.sdk.common.TerminalException
import java.time.Duration as JavaDuration
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * A request for an approval, with its subject, requester, deadline and reminder: the argument of
 * [awaitApproval] and [awaitDecision], created by [Approval.request]. Immutable, and not journaled
 * until a verb sends the request. If a body passes one [DecisionRequest] to two verbs, the run
 * sends two requests. The methods are for Java; each returns a changed copy.
 */
public class DecisionRequest<T>
internal constructor(
    internal val approval: Approval<T>,
    internal val subject: String? = null,
    internal val requestedBy: String? = null,
    internal val within: Duration? = null,
    internal val reminder: Reminder? = null,
) {
    init {
        require(within == null || within.isPositive() && within <= MAX_WAIT) {
            ApprovalErrors.requestWithin(approval.name, checkNotNull(within))
        }
        requireLength(subject, MAX_TEXT) { "${approval.name}.request(subject = …)" }
        requireLength(requestedBy, MAX_TEXT) { "${approval.name}.request(requestedBy = …)" }
    }

    /**
     * Returns a copy with the subject: a description of what is to be approved, as in
     * [Approval.request].
     *
     * @throws TerminalException if [subject] is longer than 65,536 characters
     */
    public fun withSubject(subject: String): DecisionRequest<T> =
        DecisionRequest(approval, subject, requestedBy, within, reminder)

    /**
     * Returns a copy with the actor who wants the approval, as in [Approval.request].
     *
     * @throws TerminalException if [requestedBy] is longer than 65,536 characters
     */
    public fun withRequestedBy(requestedBy: String): DecisionRequest<T> =
        DecisionRequest(approval, subject, requestedBy, within, reminder)

    /**
     * Returns a copy with the duration for which the request stays open.
     *
     * @param within positive, at most 36,500 days; without it, the `within` of the approval counts
     * @throws IllegalArgumentException if [within] is out of range
     */
    public fun within(within: JavaDuration): DecisionRequest<T> =
        DecisionRequest(approval, subject, requestedBy, within.toKotlinDuration(), reminder)

    internal fun with(reminder: Reminder): DecisionRequest<T> =
        DecisionRequest(approval, subject, requestedBy, within, reminder)

    override fun toString(): String = "request of $approval"
}
