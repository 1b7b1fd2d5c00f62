package dev.landlord.workflow

import java.util.Optional
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlinx.serialization.serializer

/**
 * Something that people decide in a run: ask for it with [awaitApproval] or [awaitDecision]. A
 * property of the workflow's class, made by [approval]; from `finance` the processor makes the
 * handlers `approveFinance` and `rejectFinance`.
 *
 * Each time it is asked for is a request of its own, numbered from 1; a decision on one says
 * nothing about another. It holds no state of a run.
 */
public class Approval<T>
internal constructor(
    /** The name of the property. */
    public val name: String,
    internal val type: ResultType<T>,
    internal val within: Duration?,
    internal val rules: ApprovalRules,
) {
    override fun toString(): String = "approval \"$name\""
}

/**
 * Declares an [Approval] that comes with a value of type [T], or with none if that is `Unit`:
 * ```
 * val finance by approval<Budget>(within = 3.days) {
 *     fourEyes()
 *     tokens(keys)
 * }
 * ```
 *
 * Who may decide is said in [rules]. Without [ApprovalRules.tokens] and [ApprovalRules.authorize]
 * whoever reaches Restate's ingress may, as anybody; the service says so when it starts.
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @param within how long a request stays open; then it times out. Positive, at most 36,500 days;
 *   default: for ever
 * @throws IllegalArgumentException if [within] is out of range, or [T] not serialisable
 */
public inline fun <reified T> approval(
    within: Duration? = null,
    noinline rules: ApprovalRules.() -> Unit = {},
): Declaration<Approval<T>> =
    declareApproval(
        resultType("approval", null, { typeOf<T>() }) { serializer<T>() },
        within,
        ApprovalRules().apply(rules),
    )

@PublishedApi
internal fun <T> declareApproval(
    type: ResultType<T>,
    within: Duration?,
    rules: ApprovalRules,
): Declaration<Approval<T>> {
    require(within == null || within.isPositive() && within <= MAX_WAIT) {
        ApprovalErrors.within(checkNotNull(within))
    }
    return Declaration("approval") { name -> Approval(name, type, within, rules) }
}

/** Who may decide: the block of [approval]. */
public class ApprovalRules @PublishedApi internal constructor() {
    internal var hasFourEyes = false
        private set

    internal var keys: DecisionKeys? = null
        private set

    internal var authorize: (suspend (DecisionClaim) -> Boolean)? = null
        private set

    internal val isOpen: Boolean
        get() = keys == null && authorize == null

    /**
     * Whoever asked never decides: a decision by the `requestedBy` of the request is refused with
     * 403, whatever it is and however it was authorised. Case, width, surrounding blanks and what
     * cannot be seen do not make another name.
     */
    public fun fourEyes() {
        hasFourEyes = true
    }

    /**
     * Decision tokens, signed with [keys], are proof of who decides: `pending.token("alice")` makes
     * one in the block that tells alice. Only with tokens can be decided through the awakeable id.
     */
    public fun tokens(keys: DecisionKeys) {
        this.keys = keys
    }

    /**
     * Asks [isAllowed] about each decision that comes through a handler without a token. It sees
     * the headers of the request, so it can hold the actor against what a proxy in front of the
     * ingress vouches for. Runs on `Dispatchers.IO`. What it throws is logged, and it is asked
     * again twice; then the decision is refused with 503.
     */
    public fun authorize(isAllowed: suspend (DecisionClaim) -> Boolean) {
        authorize = isAllowed
    }
}

/** A decision that an actor wants to take: the argument of [ApprovalRules.authorize]. */
public class DecisionClaim
internal constructor(
    public val workflowId: String,
    /** The name of the approval. */
    public val approval: String,
    /** Which request for it, from 1. */
    public val request: Int,
    /** What is to be approved, if the body named it. */
    @get:JvmSynthetic public val subject: String?,
    /** Who claims to decide. */
    public val actor: String,
    /** Whether it approves; else it rejects. */
    public val approves: Boolean,
    @get:JvmSynthetic public val reason: String?,
    /** The headers of the request, with names in lower case. Restate journals all of them. */
    public val headers: Map<String, String>,
) {
    /** [subject] for Java. */
    public fun getSubject(): Optional<String> = Optional.ofNullable(subject)

    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)
}
