package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/**
 * One branch of a run: a strand and where the scheduler has it. Does not decide when it runs: the
 * [Engine] does.
 */
@InternalEngineApi
public class Branch
internal constructor(
    private val run: RunState,
    internal val parent: Group?,
    internal val undo: UndoStack,
    body: Body,
) {
    internal var state: BranchState = NOT_STARTED
        private set

    internal val hasStarted: Boolean
        get() = state !== NOT_STARTED

    /** Why the branch has to end; its next primitive throws it. Blocks of its steps read it. */
    @Volatile
    internal var stop: TerminalException? = null
        private set

    private var ignoredStops = 0

    /** The code of this branch. */
    public val strand: Strand = body.start(this)

    /** Whether the branch has to end. */
    public val isStopped: Boolean
        get() = stop != null

    /** Whether it is part of an undo action, which no cancellation stops. */
    public val isShielded: Boolean
        get() = parent != null && parent.isShielded

    public val isDone: Boolean
        get() = state is End

    /** Whether it waits for branches of its own. */
    public val isJoining: Boolean
        get() = state is Joining

    /** Whether it is the branch of the run itself. */
    public val isRoot: Boolean
        get() = parent == null

    /** Registers an undo action of the saga that this branch is part of. */
    public fun register(undo: Undo) {
        undo.order = run.nextUndo()
        this.undo.register(undo)
        run.interceptor?.registers(undo)
    }

    /** The code of this branch asks for a primitive. */
    public fun asks() {
        run.interceptor?.asks(strand)
    }

    /** The code of a branch that is stopped before its first turn never runs. */
    internal suspend fun resume(): Turn {
        val stop = stop
        // Tail calls only: no continuation of its own.
        return if (stop != null && !hasStarted) End(Result.failure(stop))
        else strand.resume((state as Ready).outcome)
    }

    internal fun ready(outcome: Result<Any?>) {
        state = Ready(outcome)
    }

    internal fun await(waiting: Waiting) {
        state = waiting
    }

    internal fun join(group: Group) {
        state = Joining(group)
    }

    internal fun end(end: End) {
        state = end
    }

    /** Returns whether this is the first stop. */
    internal fun stop(cause: TerminalException): Boolean {
        if (stop != null) return false
        stop = cause
        return true
    }

    /** Counts a stop that its code may swallow; returns whether that was too often. */
    internal fun ignoresStops(): Boolean = ++ignoredStops > MAX_IGNORED_STOPS

    /** What a stop of this branch stops too. */
    internal val children: List<Branch>
        get() = (state as? Joining)?.group?.branches.orEmpty()

    /** The result of a branch that is done, or what it threw. */
    internal val result: Result<Any?>
        get() = (state as End).result

    internal companion object {
        private val NOT_STARTED = Ready(Result.success(Unit))

        /** After so many stops that its code swallows, the engine abandons the branch. */
        const val MAX_IGNORED_STOPS: Int = 1_000
    }
}
