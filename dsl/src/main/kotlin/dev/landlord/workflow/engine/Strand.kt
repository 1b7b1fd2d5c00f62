package dev.landlord.workflow.engine

/**
 * The port between the scheduler and the code of a branch: a coroutine or a Java method. The
 * scheduler does not know which.
 */
@InternalEngineApi
public interface Strand {
    /**
     * Runs the code with the outcome of its last primitive, up to its next primitive or its end.
     * The first outcome is `Unit`. Suspends while the code runs on another thread.
     */
    public suspend fun resume(outcome: Result<Any?>): Turn

    /** The suspended calls that lead to the last primitive, innermost first; for interceptors. */
    public fun frames(): List<StackTraceElement> = emptyList()
}

/** What a strand ran up to: a [Primitive] or its [End]. */
@InternalEngineApi public sealed interface Turn

/** The end of a strand, with its result or what it threw. */
@InternalEngineApi public class End(public val result: Result<Any?>) : Turn, BranchState

/** Code that can be run as a branch. */
@InternalEngineApi
public fun interface Body {
    public fun start(branch: Branch): Strand
}
