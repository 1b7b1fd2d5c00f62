package dev.landlord.workflow

import java.time.Instant
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * A request for an approval, and what became of it (guarantee G6). The value that a decision came
 * with is not among it.
 *
 * @property approval the name of the approval
 * @property request which request for it, from 1
 * @property requestedAt when it was asked for
 * @property expiresAt when it times out; `null` is never
 * @property requestedBy who wants it, if the body said so
 * @property subject what is to be approved, if the body said so
 * @property awakeableId where a decision with a token can be sent; `null` once there is one, or
 *   when too many without a valid token came
 * @property actor who decided
 * @property at when it was decided or timed out
 * @property reason why, if that was said
 * @property refused what came through an awakeable id and decided nothing
 */
@Serializable
@ConsistentCopyVisibility
public data class ApprovalStatus
internal constructor(
    public val approval: String,
    public val request: Int,
    public val outcome: ApprovalOutcome,
    @Serializable(InstantText::class) public val requestedAt: Instant,
    @Serializable(InstantText::class) public val expiresAt: Instant? = null,
    public val requestedBy: String? = null,
    public val subject: String? = null,
    public val awakeableId: String? = null,
    public val actor: String? = null,
    @Serializable(InstantText::class) public val at: Instant? = null,
    public val reason: String? = null,
    public val refused: List<RefusedDecision> = emptyList(),
)

/** What became of a request for an approval. */
public enum class ApprovalOutcome {
    /** It waits for a decision. */
    PENDING,

    /** Somebody said yes. */
    APPROVED,

    /** Somebody said no. */
    REJECTED,

    /** Nobody decided in time. */
    TIMED_OUT,

    /** Nobody will decide: the run was cancelled or failed, or was killed. */
    WITHDRAWN,
}

/**
 * What came through an awakeable id and decided nothing.
 *
 * @property at when the run saw it
 * @property reason why it was refused
 */
@Serializable
@ConsistentCopyVisibility
public data class RefusedDecision
internal constructor(
    @Serializable(InstantText::class) public val at: Instant,
    public val reason: String,
)

/** As ISO 8601, in UTC. */
internal object InstantText : KSerializer<Instant> {
    override val descriptor = PrimitiveSerialDescriptor("java.time.Instant", PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: Instant) = encoder.encodeString("$value")

    override fun deserialize(decoder: Decoder): Instant = Instant.parse(decoder.decodeString())
}
