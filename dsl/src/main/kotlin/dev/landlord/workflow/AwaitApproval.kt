package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import java.time.Duration as JavaDuration
import java.time.Instant
import java.util.Optional
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/**
 * Requests [approval], and returns the value of the decision when an actor approves. Suspends until
 * then; other branches run meanwhile. A waiting run holds no thread, and survives crashes and
 * deployments. Journal and parameters: as in [awaitDecision].
 *
 * @throws ApprovalRejected if an actor rejects the request. A terminal failure: unless the body
 *   catches it, the run fails and its undo actions run
 * @throws ApprovalTimedOut if no actor decides in time; also a terminal failure
 */
public suspend fun <T> WorkflowScope.awaitApproval(
    approval: Approval<T>,
    notify: (suspend StepScope.(PendingApproval) -> Unit)? = null,
): T = awaitApproval(approval.request(), notify)

/** [awaitApproval] for a [request] with a subject, a requester, a deadline or a reminder. */
public suspend fun <T> WorkflowScope.awaitApproval(
    request: DecisionRequest<T>,
    notify: (suspend StepScope.(PendingApproval) -> Unit)? = null,
): T =
    when (val decision = awaitDecision(request, notify)) {
        is Approved -> decision.value
        is Rejected ->
            fail(ApprovalRejected(request.approval.name, decision.actor, decision.reason))
        is TimedOut -> fail(ApprovalTimedOut(request.approval.name))
    }

/**
 * Requests [approval] and returns the decision, or [TimedOut] after the deadline. Suspends until
 * then. A request has exactly one decision: the run acts on the decision that was answered with 200
 * (G5).
 *
 * Decisions arrive through the generated handlers, and through the awakeable id of
 * [PendingApproval] if they carry a token. A value that arrives there without a valid token decides
 * nothing; `status` shows it, and [notify] runs again with a new id. After three such values, and
 * without [ApprovalRules.tokens] from the start, the run accepts decisions from the handlers only.
 *
 * If the branch that waits is stopped, because it lost a race, reached a time limit, a parallel
 * branch failed or the run was cancelled, the request is withdrawn: later decisions are refused
 * with that reason, and `status` has it. A decision that was accepted before stays readable there.
 *
 * Journal: one Run named `approval ` and the name, one entry of state, one Run named `ask ` and the
 * name if there is a [notify], one promise. A deadline adds one Sleep, and completes the promise
 * when it comes; a reminder adds one Sleep at first, and one Run named `remind ` with another Sleep
 * each time. A value that arrives through the awakeable id adds its own entry and one Run named
 * `check ` and the name; then a valid decision completes the promise, any other value writes the
 * state.
 *
 * @param notify a step that notifies the approver; if it fails for good the first time the request
 *   is withdrawn and this fails too, unless an actor has decided. It does not run after the
 *   deadline
 * @throws TerminalException if [notify] failed for good, or [approval] has four eyes and the
 *   `requestedBy` of the request is missing or blank
 * @throws IllegalStateException if another branch waits for the same [approval]
 */
public suspend fun <T> WorkflowScope.awaitDecision(
    approval: Approval<T>,
    notify: (suspend StepScope.(PendingApproval) -> Unit)? = null,
): Decision<T> = awaitDecision(approval.request(), notify)

/** [awaitDecision] for a [request] with a subject, a requester, a deadline or a reminder. */
public suspend fun <T> WorkflowScope.awaitDecision(
    request: DecisionRequest<T>,
    notify: (suspend StepScope.(PendingApproval) -> Unit)? = null,
): Decision<T> = decide(request, notify)

/**
 * A request for an approval that waits for a decision: the argument of a block that notifies the
 * approver, which may pass it on to Java code. A missing value is `null` in Kotlin and an empty
 * [Optional] in Java.
 */
public class PendingApproval
internal constructor(
    /**
     * The awakeable id: an address and not a credential. It takes a decision with a token only, and
     * none for an approval without [ApprovalRules.tokens].
     */
    public val id: String,
    /** The name of the approval. */
    public val approval: String,
    /** The number of the request for the approval, from 1. */
    public val request: Int,
    /** The subject of the request, if the body named one. */
    @get:JvmSynthetic public val subject: String?,
    /** When the run requested the approval. */
    public val requestedAt: Instant,
    /** When the request times out; `null` if it never does. */
    @get:JvmSynthetic public val expiresAt: Instant?,
    private val sign: (actor: String, validFor: JavaDuration?) -> String,
) {
    /** [subject] for Java. */
    public fun getSubject(): Optional<String> = Optional.ofNullable(subject)

    /** [expiresAt] for Java. */
    public fun getExpiresAt(): Optional<Instant> = Optional.ofNullable(expiresAt)

    /**
     * Where to send the JSON of a decision, on Restate's ingress:
     * ```
     * {"decision": "approved", "actor": "alice", "value": {…}, "reason": "…", "token": "…"}
     * ```
     *
     * or `"rejected"`, without a value. Restate answers 202 to every request; `status` shows
     * whether the decision was accepted. The generated handlers answer with the outcome.
     */
    public val resolvePath: String
        get() = "/restate/awakeables/$id/resolve"

    /**
     * Signs a token with which [actor] alone decides this request alone. It is valid until the
     * request times out, or for 30 days from this call if the request never does; a reminder that
     * signs again gets a token that is valid for longer. Hand it to [actor] only, and do not return
     * it from the step, because results of steps are journaled.
     *
     * The service accepts a token for five minutes longer, because the clocks of hosts differ;
     * after the deadline of the request it accepts none.
     *
     * @throws IllegalStateException if the approval has no [ApprovalRules.tokens]
     * @throws IllegalArgumentException if [actor] is blank, longer than 256 characters, or has
     *   invisible characters
     */
    public fun token(actor: String): String = sign(actor, null)

    /**
     * Signs a token with another validity.
     *
     * @param validFor how long the token is valid from this call on; positive, at most 3,650 days.
     *   After the deadline of the request no token decides
     */
    public fun token(actor: String, validFor: JavaDuration): String = sign(actor, validFor)

    /** Signs a token with a validity in Kotlin's duration. */
    @JvmSynthetic
    public fun token(actor: String, validFor: Duration): String =
        sign(actor, validFor.toJavaDuration())
}

/** A block that runs repeatedly while a request waits; see [remindEvery]. */
public class Reminder
internal constructor(
    internal val every: Duration,
    internal val block: suspend StepScope.(PendingApproval) -> Unit,
)

/**
 * Runs [block] as a step each time [every] has passed without a decision, at most 1,000 times. A
 * reminder that fails for good is logged, and the request waits on; one that comes after the
 * deadline does not run [block]. A decision during the step takes effect when the step has ended.
 *
 * @throws IllegalArgumentException if [every] is shorter than a second or longer than 36,500 days
 */
public fun remindEvery(
    every: Duration,
    block: suspend StepScope.(PendingApproval) -> Unit,
): Reminder {
    require(every in MIN_REMINDER..MAX_WAIT) { ApprovalErrors.remindEvery(every) }
    return Reminder(every, block)
}

private val MIN_REMINDER = 1.seconds
