package dev.landlord.workflow

import java.util.Optional
import kotlinx.serialization.Serializable

/**
 * The fields that every decision sends to a handler.
 *
 * @property actor the actor who decides; 1 to 256 visible characters
 * @property reason the reason of the decision; at most 4,096 characters; optional
 * @property token the decision token of [actor], if the approval requires one
 * @property request the number of the request in `status`; optional if there has been only one
 *   request, or with a token, which contains the number
 */
public sealed class DecisionFields {
    public abstract val actor: String
    @get:JvmSynthetic public abstract val reason: String?
    @get:JvmSynthetic public abstract val token: String?
    @get:JvmSynthetic public abstract val request: Int?

    /** [reason] for Java. */
    public fun getReason(): Optional<String> = Optional.ofNullable(reason)

    /** [token] for Java. */
    public fun getToken(): Optional<String> = Optional.ofNullable(token)

    /** [request] for Java. */
    public fun getRequest(): Optional<Int> = Optional.ofNullable(request)
}

/**
 * The input of the handler `approve…` of an approval with a value.
 *
 * @property value the value of the approval
 */
@Serializable
public class ApprovalInput<T>
@JvmOverloads
constructor(
    override val actor: String,
    public val value: T,
    @get:JvmSynthetic override val reason: String? = null,
    @get:JvmSynthetic override val token: String? = null,
    @get:JvmSynthetic override val request: Int? = null,
) : DecisionFields() {
    private val parts
        get() = listOf(actor, value, reason, token, request)

    override fun equals(other: Any?): Boolean = other is ApprovalInput<*> && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** Without the token. */
    override fun toString(): String =
        "ApprovalInput(actor=$actor, value=$value, reason=$reason, request=$request)"
}

/** The input of the handlers `reject…`, and of `approve…` of an approval without a value. */
@Serializable
public class DecisionInput
@JvmOverloads
constructor(
    override val actor: String,
    @get:JvmSynthetic override val reason: String? = null,
    @get:JvmSynthetic override val token: String? = null,
    @get:JvmSynthetic override val request: Int? = null,
) : DecisionFields() {
    private val parts
        get() = listOf(actor, reason, token, request)

    override fun equals(other: Any?): Boolean = other is DecisionInput && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** Without the token. */
    override fun toString(): String =
        "DecisionInput(actor=$actor, reason=$reason, request=$request)"
}
