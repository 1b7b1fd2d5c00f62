package dev.landlord.workflow

import kotlinx.serialization.Serializable

/**
 * What the handler `approve…` of an approval with a value is sent.
 *
 * @property actor who decides; 1 to 256 characters
 * @property value what the approval comes with
 * @property reason why; at most 4,096 characters
 * @property token the decision token of [actor], if the approval wants one
 */
@Serializable
public data class ApprovalInput<T>(
    public val actor: String,
    public val value: T,
    public val reason: String? = null,
    public val token: String? = null,
)

/**
 * What the handler `reject…` is sent, and `approve…` of an approval without a value. The properties
 * are those of [ApprovalInput].
 */
@Serializable
public data class DecisionInput
@JvmOverloads
constructor(
    public val actor: String,
    public val reason: String? = null,
    public val token: String? = null,
)
