package dev.landlord.workflow.engine

import dev.restate.common.Slice

/** Something that was started, and whose outcome the journal has or will have. */
@InternalEngineApi
public abstract class Handle {
    /** The set of what the run waits for that this handle is in, and its place there. */
    internal var set: WaitSet? = null
        private set

    internal var branch: Branch? = null
        private set

    internal var previous: Handle? = null
    internal var next: Handle? = null

    /**
     * The outcome, after [Journal.next] has returned this handle.
     *
     * @throws dev.restate.sdk.common.TerminalException if it is a failure
     */
    public abstract fun outcome(): Slice

    internal fun enter(set: WaitSet, branch: Branch?, previous: Handle?) {
        this.set = set
        this.branch = branch
        this.previous = previous
        next = null
    }

    internal fun leave() {
        set = null
        branch = null
        previous = null
        next = null
    }
}

/** An awakeable, which callers resolve by its [id]. */
@InternalEngineApi public class AwakeableHandle(public val id: String, public val value: Handle)

/** A call: the [id] of its invocation as text, and its [result]. */
@InternalEngineApi public class CallHandle(public val id: Handle, public val result: Handle)

/** The outcome of a handle: a value or a terminal failure. */
public typealias Outcome = Result<Slice>

/** The handle that settled first, and its outcome. */
@InternalEngineApi public class Settled(public val handle: Handle, public val outcome: Outcome)
