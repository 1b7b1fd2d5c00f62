package dev.landlord.workflow.engine

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

    /** Whether a failure would be final, because the caller has been told to end. */
    public val isStopped: Boolean

    /** The stack on which it was asked for; empty unless [Journal.isTraced]. */
    public fun stack(): List<StackTraceElement>

    /** The suspended calls that lead to it, innermost first. */
    public fun frames(): List<StackTraceElement>
}
