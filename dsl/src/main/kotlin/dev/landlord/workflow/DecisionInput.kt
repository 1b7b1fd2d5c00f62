package dev.landlord.workflow

import kotlinx.serialization.Serializable

/**
 * What the handler `approve…` of an approval with a value is sent.
 *
 * @property actor who decides; 1 to 256 characters that can be seen
 * @property value what the approval comes with
 * @property reason why; at most 4,096 characters
 * @property token the decision token of [actor], if the approval wants one
 * @property request which request is meant, as `status` tells it; may be left out if there has been
 *   only one, or with a token, which tells it too
 */
@Serializable
public data class ApprovalInput<T>
@JvmOverloads
constructor(
    public val actor: String,
    public val value: T,
    public val reason: String? = null,
    public val token: String? = null,
    public val request: Int? = null,
) {
    /** Without the token. */
    override fun toString(): String =
        "ApprovalInput(actor=$actor, value=$value, reason=$reason, request=$request)"
}

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
    public val request: Int? = null,
) {
    /** Without the token. */
    override fun toString(): String =
        "DecisionInput(actor=$actor, reason=$reason, request=$request)"
}
