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
        PayloadErrors.unreadableResult(what, type, result.toByteArray().decodeToString(), cause),
        cause,
    )

/**
 * What the journal has as [step], of which [what] is what the user wrote.
 *
 * @throws UnreadableResultException if it is not of this type
 */
internal fun <T> ResultType<T>.read(
    step: String,
    result: Slice,
    what: String = "step(\"$step\")",
): T =
    try {
        read(result)
    } catch (failure: IllegalArgumentException) {
        throw UnreadableResultException(step, name, result, failure, what)
    }
