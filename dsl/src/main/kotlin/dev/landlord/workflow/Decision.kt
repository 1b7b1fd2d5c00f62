package dev.landlord.workflow

import java.net.HttpURLConnection.HTTP_CONFLICT
import kotlin.time.Instant
import kotlinx.serialization.Serializable

/** What became of a request for an approval (guarantee G7). */
public sealed interface Decision<out T>

/**
 * Somebody said yes.
 *
 * @property value what it came with
 * @property actor who
 * @property at when it was accepted
 * @property reason why, if that was said
 */
public data class Approved<out T>(
    public val value: T,
    public val actor: String,
    public val at: Instant,
    public val reason: String? = null,
) : Decision<T>

/** Somebody said no. The properties are those of [Approved]. */
public data class Rejected(
    public val actor: String,
    public val at: Instant,
    public val reason: String? = null,
) : Decision<Nothing>

/**
 * Nobody decided in time.
 *
 * @property at when the time was up
 */
public data class TimedOut(public val at: Instant) : Decision<Nothing>

/** What [awaitApproval] fails with when somebody said no; status 409. */
@Serializable
public data class ApprovalRejected(
    public val approval: String,
    public val actor: String,
    public val reason: String? = null,
) : BusinessFailure() {
    override val message: String
        get() = "$approval was rejected by $actor" + reason?.let { ": $it" }.orEmpty()

    override val status: Int
        get() = HTTP_CONFLICT
}

/** What [awaitApproval] fails with when nobody decided in time; status 409. */
@Serializable
public data class ApprovalTimedOut(public val approval: String) : BusinessFailure() {
    override val message: String
        get() = "nobody decided on $approval in time"

    override val status: Int
        get() = HTTP_CONFLICT
}

/**
 * What a decision is refused with when another one was accepted before it, which [first] names;
 * status 409.
 */
@Serializable
public data class AlreadyDecided(public val first: ApprovalStatus) : BusinessFailure() {
    override val message: String
        get() = Advice.alreadyDecided(first)

    override val status: Int
        get() = HTTP_CONFLICT
}
