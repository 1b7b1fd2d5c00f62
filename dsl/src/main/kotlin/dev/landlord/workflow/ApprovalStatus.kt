@file:OptIn(ExperimentalSerializationApi::class)

package dev.landlord.workflow

import java.time.Instant
import java.util.Optional
import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.EncodeDefault.Mode.NEVER
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * A request for an approval and its outcome (guarantee G6), without the value of the decision. A
 * missing value is `null` in Kotlin, an empty [Optional] in Java, and absent in the JSON.
 *
 * @property approval the name of the approval
 * @property request the number of the request for that approval, from 1
 * @property requestedAt when the run requested the approval
 * @property expiresAt when the request times out; `null` if it never does
 * @property requestedBy the actor who requested the approval, if the body named one
 * @property subject the subject of the request, if the body named one
 * @property awakeableId the awakeable that takes a decision with a token; `null` after the
 *   decision, for an approval without tokens, and after too many decisions without a valid token
 * @property actor the actor who decided
 * @property at when the request was decided or timed out
 * @property reason the reason that the actor gave, or why the request was withdrawn
 * @property refused the values that arrived through an awakeable id and decided nothing
 */
@Serializable
public class ApprovalStatus
internal constructor(
    public val approval: String,
    public val request: Int,
    public val outcome: ApprovalOutcome,
    @Serializable(InstantText::class) public val requestedAt: Instant,
    @EncodeDefault(NEVER)
    @get:JvmSynthetic
    @Serializable(InstantText::class)
    public val expiresAt: Instant? = null,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val requestedBy: String? = null,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val subject: String? = null,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val awakeableId: String? = null,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val actor: String? = null,
    @EncodeDefault(NEVER)
    @get:JvmSynthetic
    @Serializable(InstantText::class)
    public val at: Instant? = null,
    @EncodeDefault(NEVER) @get:JvmSynthetic public val reason: String? = null,
    @EncodeDefault(NEVER) public val refused: List<RefusedDecision> = emptyList(),
) {
    /** [expiresAt] for Java. */
    public fun getExpiresAt(): Optional<Instant> = Optional.ofNullable(expiresAt)

    /** [requestedBy] for Java. */
    public fun getRequestedBy(): Optional<String> = Optional.ofNullable(requestedBy)

    /** [subject] for Java. */
    public fun getSubject(): Optional<String> = Optional.ofNullable(subject)

    /** [awakeableId] for Java. */
    public fun getAwakeableId(): Optional<String> = Optional.ofNullable(awakeableId)

    /** [actor] for Java. */
    public fun getActor(): Optional<String> = Optional.ofNullable(actor)

    /** [at] for Java. */
    public fun getAt(): Optional<Instant> = Optional.ofNullable(at)

    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    private val parts
        get() =
            mapOf(
                "approval" to approval,
                "request" to request,
                "outcome" to outcome,
                "requestedAt" to requestedAt,
                "expiresAt" to expiresAt,
                "requestedBy" to requestedBy,
                "subject" to subject,
                "awakeableId" to awakeableId,
                "actor" to actor,
                "at" to at,
                "reason" to reason,
                "refused" to refused,
            )

    override fun equals(other: Any?): Boolean = other is ApprovalStatus && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "ApprovalStatus$parts"
}

/** The outcome of a request for an approval. */
public enum class ApprovalOutcome {
    /** The request waits for a decision. */
    PENDING,

    /** An actor approved. */
    APPROVED,

    /** An actor rejected. */
    REJECTED,

    /** No actor decided in time. */
    TIMED_OUT,

    /**
     * The request takes no decision any more: its branch was stopped, the approver could not be
     * notified, or the run was cancelled, failed or was killed. [ApprovalStatus.reason] says which.
     */
    WITHDRAWN,
}

/**
 * A value that arrived through an awakeable id and decided nothing.
 *
 * @property at when the run took the value
 * @property reason why the run refused it
 */
@Serializable
public class RefusedDecision
internal constructor(
    @Serializable(InstantText::class) public val at: Instant,
    public val reason: String,
) {
    private val parts
        get() = mapOf("at" to at, "reason" to reason)

    override fun equals(other: Any?): Boolean = other is RefusedDecision && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "RefusedDecision$parts"
}

/** Writes a time in ISO 8601, in UTC. */
internal object InstantText : KSerializer<Instant> {
    override val descriptor = PrimitiveSerialDescriptor("java.time.Instant", PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: Instant) = encoder.encodeString("$value")

    override fun deserialize(decoder: Decoder): Instant = Instant.parse(decoder.decodeString())
}
