package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import java.util.Optional

/**
 * A terminal failure with its own type and values, which are journaled and which callers receive:
 * ```
 * @Serializable
 * class OutOfQuota(val limit: Int) : BusinessFailure() {
 *     override val message get() = "out of quota: at most $limit"
 *     override val status get() = 422
 * }
 * ```
 *
 * Throw it, or pass it to [fail], in a body or in the block of a step. The body can catch it by its
 * type, on every replay too. A caller receives [status] and a text: [message], then the type and
 * the values as JSON, which [from] reads.
 *
 * The class must be `@Serializable`; in Java, Jackson writes its fields, and creates it by a
 * constructor with `@JsonCreator` and `@JsonProperty`, by a constructor that was compiled with
 * `-parameters`, or by one without parameters. If it cannot be written and read, or if its values
 * take more than 1 MiB, the caller receives the message only. A message is shortened to 65,536
 * characters. The text also names every undo action that failed for good.
 */
public abstract class BusinessFailure :
    TerminalException(INTERNAL_SERVER_ERROR_CODE, "a business failure") {
    /** The message of the failure, without its type and values. */
    abstract override val message: String

    /**
     * The HTTP status that a caller receives, from 400 to 599; default 500, which also replaces a
     * status out of range.
     */
    public open val status: Int
        get() = INTERNAL_SERVER_ERROR_CODE

    final override fun getCode(): Int =
        runCatching { status }.getOrNull()?.takeIf { it in 400..599 } ?: INTERNAL_SERVER_ERROR_CODE

    public companion object {
        /**
         * Reads the failure from [text]: the message of an exception of another service or of
         * Restate's client, or the body of an HTTP response. Returns `null` if [text] contains no
         * such failure, or its class is not on the class path.
         */
        @JvmSynthetic public fun from(text: String?): BusinessFailure? = text?.let(::failureIn)

        /** [from] for Java. */
        @JvmStatic
        @JvmName("from")
        public fun optionalFrom(text: String?): Optional<BusinessFailure> =
            Optional.ofNullable(from(text))
    }
}
