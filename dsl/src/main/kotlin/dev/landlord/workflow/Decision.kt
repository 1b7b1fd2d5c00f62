package dev.landlord.workflow

import java.net.HttpURLConnection.HTTP_CONFLICT
import java.time.Instant
import java.util.Optional
import kotlinx.serialization.Serializable

/** The outcome of a request for an approval, as a value (guarantee G7). */
public sealed interface Decision<out T>

/**
 * An actor approved. A missing value is `null` in Kotlin and an empty [Optional] in Java.
 *
 * @property value the value of the approval
 * @property actor the actor who decided
 * @property at when the decision was accepted
 * @property reason the reason that the actor gave
 */
public class Approved<out T>(
    public val value: T,
    public val actor: String,
    public val at: Instant,
    @get:JvmSynthetic public val reason: String? = null,
) : Decision<T> {
    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    private val parts
        get() = listOf(value, actor, at, reason)

    override fun equals(other: Any?): Boolean = other is Approved<*> && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Approved(value=$value, actor=$actor, at=$at, reason=$reason)"
}

/** An actor rejected. The properties are those of [Approved]. */
public class Rejected(
    public val actor: String,
    public val at: Instant,
    @get:JvmSynthetic public val reason: String? = null,
) : Decision<Nothing> {
    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    private val parts
        get() = listOf(actor, at, reason)

    override fun equals(other: Any?): Boolean = other is Rejected && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Rejected(actor=$actor, at=$at, reason=$reason)"
}

/**
 * No actor decided in time.
 *
 * @property at when the request timed out
 */
public class TimedOut(public val at: Instant) : Decision<Nothing> {
    override fun equals(other: Any?): Boolean = other is TimedOut && at == other.at

    override fun hashCode(): Int = at.hashCode()

    override fun toString(): String = "TimedOut(at=$at)"
}

/** The failure of [awaitApproval] after a rejection; status 409. */
@Serializable
public class ApprovalRejected(
    public val approval: String,
    public val actor: String,
    @get:JvmSynthetic public val reason: String? = null,
) : BusinessFailure() {
    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    override val message: String
        get() = "$approval was rejected by $actor" + reason?.let { ": $it" }.orEmpty()

    override val status: Int
        get() = HTTP_CONFLICT

    private val parts
        get() = listOf(approval, actor, reason)

    override fun equals(other: Any?): Boolean = other is ApprovalRejected && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()
}

/** The failure of [awaitApproval] when no actor decided in time; status 409. */
@Serializable
public class ApprovalTimedOut(public val approval: String) : BusinessFailure() {
    override val message: String
        get() = "nobody decided on $approval in time"

    override val status: Int
        get() = HTTP_CONFLICT

    override fun equals(other: Any?): Boolean =
        other is ApprovalTimedOut && approval == other.approval

    override fun hashCode(): Int = approval.hashCode()
}

/** The failure of a decision after another decision, [first], was accepted; status 409. */
@Serializable
public class AlreadyDecided(public val first: ApprovalStatus) : BusinessFailure() {
    override val message: String
        get() = HandlerMessages.alreadyDecided(first)

    override val status: Int
        get() = HTTP_CONFLICT

    override fun equals(other: Any?): Boolean = other is AlreadyDecided && first == other.first

    override fun hashCode(): Int = first.hashCode()
}
