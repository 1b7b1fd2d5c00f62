package dev.landlord.workflow

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.common.Slice

/**
 * The journal holds a result that the step's type cannot take, because another version wrote it.
 */
@InternalEngineApi
public class UnreadableResultException
internal constructor(
    /** As the journal has it. */
    public val step: String,
    type: String,
    result: Slice,
    cause: Throwable,
    what: String,
) :
    IllegalStateException(
        Advice.unreadableResult(what, type, result.toByteArray().decodeToString(), cause),
        cause,
    )

/**
 * Reads the [result] that the journal has for [step].
 *
 * @param what the code that the user wrote for it, for the message
 * @throws UnreadableResultException if the result is not of this type
 */
internal inline fun <T> ResultType<T>.read(
    step: String,
    result: Slice,
    what: () -> String = { "step(\"$step\")" },
): T =
    try {
        read(result)
    } catch (failure: IllegalArgumentException) {
        throw UnreadableResultException(step, name, result, failure, what())
    }
