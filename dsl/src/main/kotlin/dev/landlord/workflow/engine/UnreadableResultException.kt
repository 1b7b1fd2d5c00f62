package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
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
    what: String = "step(\"$step\")",
) :
    IllegalStateException(
        Advice.unreadableResult(what, type, result.toByteArray().decodeToString(), cause),
        cause,
    )
