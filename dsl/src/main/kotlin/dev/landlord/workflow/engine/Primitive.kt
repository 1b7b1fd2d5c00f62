package dev.landlord.workflow.engine

import dev.restate.common.Slice
import kotlin.time.Duration

/**
 * What a strand asks of the engine, which resumes the strand with a [T]. A closed set: every verb
 * is a function over these. Each makes a fixed sequence of journal entries (E5).
 */
@InternalEngineApi
public sealed interface Primitive<out T> : Turn {
    /** Whether a branch that has been stopped still performs it. */
    public val isClosing: Boolean
        get() = false
}

/**
 * A primitive that the journal carries out. The strand gets what the journal returns, unless the
 * primitive is [Awaiting], too: then that is the handle that the branch waits for.
 */
@InternalEngineApi public sealed interface Operation<out T> : Primitive<T>

/** A primitive whose branch waits until a handle settles. */
@InternalEngineApi
public sealed interface Awaiting<out T> : Primitive<T> {
    /** Whether a stop ends the wait at once; otherwise the branch waits for the outcome (G3). */
    public val isAbandonable: Boolean

    /**
     * What the strand gets when [handle] has settled.
     *
     * @throws dev.restate.sdk.common.TerminalException which the strand gets instead
     */
    public fun resultOf(handle: Handle, outcome: Outcome): T
}

/** One Run: its command, then its outcome. */
@InternalEngineApi
public abstract class Run<out T>(public val name: String, public val retry: Retry) :
    Operation<T>, Awaiting<T> {
    /** [name], unique in the run: the second `deploy` is `deploy #2`. The engine sets it. */
    public var journalName: String = name
        internal set

    override val isAbandonable: Boolean
        get() = false

    /**
     * Runs the block once. A failure that is not terminal is retried as [retry] says.
     *
     * @param isLast whether a failure would be final, because the branch has been stopped
     */
    public abstract suspend fun attempt(isLast: () -> Boolean): Slice

    /** @throws dev.restate.sdk.common.TerminalException which the strand gets instead */
    public abstract fun read(outcome: Outcome): T

    override fun resultOf(handle: Handle, outcome: Outcome): T = read(outcome)

    /** The type of the result, as its serializer names it; for interceptors. */
    public abstract val resultType: String

    /** The user's block, whose captured values a replay computes again; for interceptors. */
    public open val block: Any?
        get() = null

    /** The undo action that this Run belongs to; for interceptors. */
    public open val undo: Undo?
        get() = null

    /** Whether the engine or a verb needs it, and not the user's code; for interceptors. */
    public open val isOwn: Boolean
        get() = true
}

/** One Sleep: its command, then its end. */
@InternalEngineApi
public class Sleep(
    public val duration: Duration,
    /** Whether it is a time limit, and not a verb of the user's code; for interceptors. */
    public val isOwn: Boolean,
) : Operation<Unit>, Awaiting<Unit> {
    override val isAbandonable: Boolean
        get() = true

    override fun resultOf(handle: Handle, outcome: Outcome) {}
}

/** One Sleep that is not awaited yet: a deadline or a reminder. */
@InternalEngineApi public class StartTimer(public val duration: Duration) : Operation<Handle>

/** One entry of state, durable before the next outcome that is awaited. */
@InternalEngineApi
public class SetState(
    public val key: String,
    public val value: Slice,
    /** The undo action that this entry belongs to; for interceptors. */
    public val undo: Undo? = null,
) : Operation<Unit>

/** A durable promise: one command now, its value once it has been completed. */
@InternalEngineApi public class GetPromise(public val key: String) : Operation<Handle>

/** Completes a durable promise unless it has a value: the command, then whether this did. */
@InternalEngineApi
public class CompletePromise(
    public val key: String,
    public val value: Slice,
    override val isClosing: Boolean = false,
) : Operation<Boolean>, Awaiting<Boolean> {
    override val isAbandonable: Boolean
        get() = false

    override fun resultOf(handle: Handle, outcome: Outcome): Boolean = outcome.isSuccess
}

/** An awakeable: nothing now, one entry when it is resolved. */
@InternalEngineApi public object CreateAwakeable : Operation<AwakeableHandle>

/** A request to another service: the command, later the invocation's id and its result. */
@InternalEngineApi
public class StartCall(public val request: ServiceRequest) : Operation<CallHandle>

/** A request whose result is not awaited; the outcome is the invocation's id. */
@InternalEngineApi
public class StartSend(
    public val request: ServiceRequest,
    public val after: Duration = Duration.ZERO,
) : Operation<Handle>

/** Asks for the result of an invocation. */
@InternalEngineApi
public class StartAttach(
    public val invocationId: String,
    override val isClosing: Boolean = false,
) : Operation<Handle>

/** Cancels an invocation: one command without an outcome. */
@InternalEngineApi
public class CancelInvocation(
    public val invocationId: String,
    override val isClosing: Boolean = false,
) : Operation<Unit>

/** Waits for the first of [handles] that settles, and reads it. No entry of its own. */
@InternalEngineApi
public class Await<out T>(
    public val handles: List<Handle>,
    override val isClosing: Boolean = false,
    /** If it throws a terminal failure, the strand gets it; any other failure ends the attempt. */
    public val read: (Settled) -> T,
) : Awaiting<T> {
    override val isAbandonable: Boolean
        get() = !isClosing

    override fun resultOf(handle: Handle, outcome: Outcome): T = read(Settled(handle, outcome))
}

/**
 * Runs a branch for each of [codes], and returns their results in order. The first failure stops
 * the others. Takes no list of bodies, so that each body is created together with its branch.
 */
@InternalEngineApi
public class Fork<C>(public val codes: List<C>, public val body: (C) -> Body) :
    Primitive<List<Any?>>

/** Runs branches until the first of them ends, which stops the others; returns its result. */
@InternalEngineApi
public class Race<out T>(
    public val bodies: List<Body>,
    /** Whether the undo actions of the losers run before the race ends. */
    public val undoLosers: Boolean,
    /** Whether the first branch is the time limit of the second. */
    public val hasTimeLimit: Boolean,
) : Primitive<T>

/** Runs a branch of its own undo actions, which run if it fails. */
@InternalEngineApi public class Saga<out T>(public val body: Body) : Primitive<T>

/** Goes to the end of the queue. A branch that has been stopped gets its stop. */
@InternalEngineApi public object Yield : Primitive<Unit>

/** Lets [block] use what is beneath the journal; its entries are its own. */
@InternalEngineApi
public class UseNative<out T>(public val block: suspend (Any) -> T) : Operation<T>
