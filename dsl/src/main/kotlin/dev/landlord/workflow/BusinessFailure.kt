package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import java.util.Optional

/**
 * A terminal failure with a type and values of its own, which survive the journal and reach
 * callers:
 * ```
 * @Serializable
 * class OutOfQuota(val limit: Int) : BusinessFailure() {
 *     override val message get() = "out of quota: at most $limit"
 *     override val status get() = 422
 * }
 * ```
 *
 * Throw it, or hand it to [fail], in a body or in the block of a step; catch it by its type in the
 * body, on every replay. A caller gets [status] and a text, [message] and then the type and its
 * values as JSON, which [from] reads.
 *
 * The class must be `@Serializable`. If it is not, if its values cannot be written, or if they take
 * more than 1 MiB, the caller gets its text only. A message is shortened to 65,536 characters. What
 * was not undone after it is in the text that the caller gets.
 */
public abstract class BusinessFailure :
    TerminalException(INTERNAL_SERVER_ERROR_CODE, "a business failure") {
    /** The words of the failure, without its type and values. */
    abstract override val message: String

    /**
     * An HTTP status from 400 to 599, which a caller over HTTP gets; default, and for others, 500.
     */
    public open val status: Int
        get() = INTERNAL_SERVER_ERROR_CODE

    final override fun getCode(): Int =
        runCatching { status }.getOrNull()?.takeIf { it in 400..599 } ?: INTERNAL_SERVER_ERROR_CODE

    public companion object {
        /**
         * The failure in [text]: the message of an exception of another service or of Restate's
         * client, or the body of a response over HTTP. `null` if [text] is that of another failure,
         * or the class of the failure is not on the class path.
         */
        @JvmSynthetic public fun from(text: String?): BusinessFailure? = text?.let(::failureIn)

        /** [from] for Java. */
        @JvmStatic
        @JvmName("from")
        public fun optionalFrom(text: String?): Optional<BusinessFailure> =
            Optional.ofNullable(from(text))
    }
}
