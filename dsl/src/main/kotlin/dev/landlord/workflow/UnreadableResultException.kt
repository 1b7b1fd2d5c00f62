package dev.landlord.workflow

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.common.Slice

/** The journal contains a result that is not of the type of the step: another version wrote it. */
@InternalEngineApi
public class UnreadableResultException
internal constructor(
    /** The name of the step in the journal. */
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
 * Reads the [result] that the journal has for [step]; [what] gives the text of the user for an
 * error.
 *
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
