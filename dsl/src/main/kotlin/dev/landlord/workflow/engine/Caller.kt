@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RunUndo

/**
 * Who asked for an operation, for those who compare one run of a body with another; a journal that
 * only stores need not look. Valid until the operation ends.
 */
@InternalEngineApi
public interface Caller {
    /** The type of what a Run ends with, as its serializer names it. */
    public val resultType: String

    /** The user's block of a Run, whose captured values a replay must compute again. */
    public val block: Any?

    /** Whether the engine asks for itself, and not the body. */
    public val isOwn: Boolean

    /** Whether a failure would be final, because the caller has been told to end. */
    public val isStopped: Boolean

    /** The stack on which it was asked for; empty unless [Journal.isTraced]. */
    public fun stack(): List<StackTraceElement>

    /** The suspended calls that lead to it, innermost first. */
    public fun frames(): List<StackTraceElement>
}

internal class UndoCaller(private val action: RunUndo) : Caller {
    override val resultType = ResultType.Nothing.name
    override val block = action.block
    override val isOwn = false
    override val isStopped = false

    override fun stack() = action.undo.trace.frames()

    override fun frames(): List<StackTraceElement> = emptyList()
}

/** The engine itself; [trace] is where the body gave it reason to. */
internal class EngineCaller(
    private val trace: Throwable?,
    override val resultType: String = ResultType.Nothing.name,
) : Caller {
    override val block = null
    override val isOwn = true
    override val isStopped = false

    override fun stack() = trace.frames()

    override fun frames(): List<StackTraceElement> = emptyList()
}

private fun Throwable?.frames() = this?.stackTrace?.asList().orEmpty()
