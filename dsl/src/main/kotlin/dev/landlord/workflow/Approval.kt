package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import dev.restate.serde.TypeRef
import java.util.Optional
import java.util.function.Predicate
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.toKotlinDuration
import kotlinx.serialization.serializer

/**
 * A decision that a run waits for: the body requests it with [awaitApproval] or [awaitDecision].
 * Declared as a property of the workflow class with [approval]; for the property `finance` the
 * processor generates the handlers `approveFinance` and `rejectFinance`.
 *
 * A run may request the same approval several times. Each request has a number, from 1, and its own
 * decision. An [Approval] holds no state of a run.
 */
public class Approval<T>
internal constructor(
    name: String?,
    internal val type: ResultType<T>,
    internal val within: Duration?,
    internal val rules: ApprovalRules,
) : Declared(name, "Approval") {
    /**
     * Creates a request for this approval, which [awaitApproval] and [awaitDecision] send. Journals
     * nothing.
     *
     * ```
     * val budget = awaitApproval(finance.request(subject = "5 chairs", within = 2.hours))
     * ```
     *
     * @param subject a description of what is to be approved: shown in `status`, and part of
     *   tokens, so that a token for one subject is invalid for another; default: none
     * @param requestedBy the actor who wants the approval: shown in `status`; with
     *   [ApprovalRules.fourEyes] this actor cannot decide; default: none
     * @param within how long the request stays open; positive, at most 36,500 days; default: the
     *   `within` of the approval. Do not use [withTimeout] for this: a decision after the timeout
     *   could be accepted before the run withdraws the request
     * @param reminder a step that runs again and again while the request is open; see
     *   [remindEvery]; default: none
     * @throws IllegalArgumentException if [within] is out of range
     * @throws TerminalException if [subject] or [requestedBy] is longer than 65,536 characters
     */
    @JvmSynthetic
    public fun request(
        subject: String? = null,
        requestedBy: String? = null,
        within: Duration? = null,
        reminder: Reminder? = null,
    ): DecisionRequest<T> = DecisionRequest(this, subject, requestedBy, within, reminder)

    /**
     * Creates a request for this approval in Java. The methods of [DecisionRequest] add a subject,
     * a requester and a deadline.
     */
    public fun request(): DecisionRequest<T> = DecisionRequest(this)

    /**
     * Returns this approval with a time limit for each request, for Java.
     *
     * @param within positive, at most 36,500 days
     * @throws IllegalArgumentException if [within] is out of range
     */
    public fun within(within: java.time.Duration): Approval<T> =
        Approval(null, type, requireWithin(within.toKotlinDuration()), rules)

    /** Returns this approval with [ApprovalRules.fourEyes], for Java. */
    public fun fourEyes(): Approval<T> = with { fourEyes() }

    /** Returns this approval with [ApprovalRules.tokens], for Java. */
    public fun tokens(keys: DecisionKeys): Approval<T> = with { tokens(keys) }

    /**
     * Returns this approval with [ApprovalRules.authorize], for Java. [isAllowed] may block: it
     * runs on another thread than the run.
     */
    public fun authorize(isAllowed: Predicate<DecisionClaim>): Approval<T> = with {
        authorize { isAllowed.test(it) }
    }

    private fun with(rule: ApprovalRules.() -> Unit): Approval<T> =
        Approval(null, type, within, ApprovalRules().also { it.copyFrom(rules) }.apply(rule))

    override fun toString(): String = "approval \"$name\""

    // Private, so that Kotlin code declares with `by` and Java code sees static methods only.
    private companion object {
        /**
         * Declares an approval in Java, as a public final field of the workflow class: `public
         * final Approval<Budget> finance = Approval.of(Budget.class);`. Its name is that of the
         * field.
         *
         * @param type the type of the value of a decision
         * @throws IllegalArgumentException if Jackson cannot write and read the type
         */
        @JvmStatic
        fun <T : Any> of(type: Class<T>): Approval<T> =
            Approval(null, javaType("Approval.of", type), null, ApprovalRules())

        /** Declares an approval with a value of a generic type: `new TypeRef<List<Size>>() {}`. */
        @JvmStatic
        fun <T : Any> of(type: TypeRef<T>): Approval<T> =
            Approval(null, javaType("Approval.of", type.type), null, ApprovalRules())

        /** Declares an approval without a value. */
        @JvmStatic
        fun of(): Approval<Void> =
            Approval(null, javaType("Approval.of", Void::class.java), null, ApprovalRules())
    }
}

/**
 * Declares an [Approval] whose decision carries a value of type [T], or no value if that is `Unit`:
 * ```
 * val finance by approval<Budget>(within = 3.days) {
 *     fourEyes()
 *     tokens(keys)
 * }
 * ```
 *
 * [rules] states who may decide. Without [ApprovalRules.tokens] and [ApprovalRules.authorize] every
 * caller of Restate's ingress may decide, under any name; the service logs a warning when it
 * starts.
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @param within the duration after which a request times out; positive, at most 36,500 days;
 *   default: no limit
 * @throws IllegalArgumentException if [within] is out of range, or [T] is not serialisable
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
    requireWithin(within)
    return Declaration("approval") { name -> Approval(name, type, within, rules) }
}

private fun requireWithin(within: Duration?): Duration? {
    require(within == null || within.isPositive() && within <= MAX_WAIT) {
        ApprovalErrors.within(checkNotNull(within))
    }
    return within
}

/** Who may decide on an approval: the receiver of the block of [approval]. */
public class ApprovalRules @PublishedApi internal constructor() {
    internal var hasFourEyes = false
        private set

    internal var keys: DecisionKeys? = null
        private set

    internal var authorize: (suspend (DecisionClaim) -> Boolean)? = null
        private set

    internal val isOpen: Boolean
        get() = keys == null && authorize == null

    internal fun copyFrom(other: ApprovalRules) {
        hasFourEyes = other.hasFourEyes
        keys = other.keys
        authorize = other.authorize
    }

    /**
     * Refuses, with 403, a decision by the actor who is the `requestedBy` of the request, also with
     * a token or an authorization. Two names are the same if they differ only in case, width,
     * surrounding blanks or invisible characters.
     */
    public fun fourEyes() {
        hasFourEyes = true
    }

    /**
     * Accepts decision tokens, signed with [keys], as proof of the actor: `pending.token("alice")`
     * signs one in the block that notifies alice. The awakeable id of a request takes decisions
     * with a token only.
     */
    public fun tokens(keys: DecisionKeys) {
        this.keys = keys
    }

    /**
     * Calls [isAllowed] for each decision that arrives through a handler without a token, and
     * refuses the decision with 403 if it returns `false`. [isAllowed] sees the headers of the
     * request, so it can compare the actor with the identity that a proxy in front of the ingress
     * has verified. It runs on `Dispatchers.IO`. An exception is logged and the call is retried
     * twice; then the decision is refused with 503.
     */
    public fun authorize(isAllowed: suspend (DecisionClaim) -> Boolean) {
        authorize = isAllowed
    }
}

/** A decision that a caller wants to make: the argument of [ApprovalRules.authorize]. */
public class DecisionClaim
internal constructor(
    /** The key of the run. */
    public val workflowId: String,
    /** The name of the approval. */
    public val approval: String,
    /** The number of the request for the approval, from 1. */
    public val request: Int,
    /** The subject of the request, if the body named one. */
    @get:JvmSynthetic public val subject: String?,
    /** The name that the caller gave as the actor. */
    public val actor: String,
    /** `true` for an approval, `false` for a rejection. */
    public val approves: Boolean,
    /** The reason that the caller gave. */
    @get:JvmSynthetic public val reason: String?,
    /** The headers of the request, with names in lower case. Restate journals all of them. */
    public val headers: Map<String, String>,
) {
    /** [subject] for Java. */
    public fun getSubject(): Optional<String> = Optional.ofNullable(subject)

    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)
}
