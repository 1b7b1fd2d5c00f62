package dev.landlord.workflow

import dev.restate.common.Request
import dev.restate.common.Slice
import kotlin.reflect.KType
import kotlin.time.Duration

/**
 * What a body asks of the engine when it suspends. Each kind has a fixed journal footprint (E5).
 */
@PublishedApi internal sealed interface Operation<out T>

/**
 * One Run: the command, then its outcome.
 *
 * @property origin what the user wrote, if that is not [block]
 */
@PublishedApi
internal class RunStep<T>(
    val name: String,
    val retry: RetryPolicy?,
    val timeout: Duration?,
    val type: ResultType<T>,
    val origin: Any? = null,
    val block: suspend StepScope.() -> T,
) : Operation<T>

/**
 * One Sleep: the command, then its end.
 *
 * @property isDeadline whether it limits something else that the body waits for
 */
internal class SleepFor(val duration: Duration, val isDeadline: Boolean = false) : Operation<Unit>

/** Nothing of its own: its body makes the entries, and its undo actions if it fails. */
@PublishedApi internal class RunSaga<T>(val body: suspend WorkflowScope.() -> T) : Operation<T>

/** One Run, of an undo action whose time has come. */
internal class RunUndo(
    val undo: Undo,
    val retry: RetryPolicy?,
    val timeout: Duration?,
    val block: suspend StepScope.() -> Unit,
) : Operation<Unit>

/**
 * One Run of the engine itself, whose [block] cannot fail.
 *
 * @property trace where in the body the reason for it is, if that is not where it is asked for and
 *   the journal is traced
 */
internal class RunOwn<T>(
    val name: String,
    val type: ResultType<T>,
    val trace: Throwable? = null,
    val block: (StepScope) -> T,
) : Operation<T>

/**
 * One entry of state, durable with the next one that is waited for.
 *
 * @property trace as of [RunOwn]
 */
internal class WriteState(val key: String, val value: Slice, val trace: Throwable? = null) :
    Operation<Unit>

/** A request for an approval: the entries are those of [awaitDecision]. */
internal class AwaitDecision<T>(
    val approval: Approval<T>,
    val subject: String?,
    val requestedBy: String?,
    val within: Duration?,
    val reminder: Reminder?,
    val notify: (suspend StepScope.(PendingApproval) -> Unit)?,
) : Operation<Decision<T>>

/** One durable promise: the next value of a signal. */
internal class TakeSignal<T>(val signal: Signal<T>) : Operation<T>

/** One durable promise: the command, and its value. */
internal class AwaitPromise<T>(val promise: Promise<T>) : Operation<T>

/** One completion of a durable promise: the command, and whether it was this one. */
internal class KeepPromise<T>(val promise: Promise<T>, val value: T) : Operation<Boolean>

/** Nothing; a branch that is to end is told so. */
internal object Checkpoint : Operation<Unit>

/** What only the engine asks of itself; it has the kinds of it. */
internal abstract class OwnOperation<out T> : Operation<T> {
    /** Whether a branch that was told to end still does it. */
    open val isClosing: Boolean
        get() = false
}

/** Nothing of its own: its branches make the entries. */
internal class Fork(val branches: List<suspend WorkflowScope.() -> Any?>) : Operation<List<Any?>>

/**
 * Nothing of its own: its branches make the entries, and the undo actions of those that lose.
 *
 * @property hasTimeLimit whether the first branch is the time limit of the second
 */
internal class RunRace<T>(
    val branches: List<suspend WorkflowScope.() -> T>,
    val undoLosers: Boolean,
    val hasTimeLimit: Boolean = false,
) : Operation<T>

/** A Call, the id of its invocation and its result. */
internal class CallService<O>(val request: Request<*, O>) : Operation<O>

/** A Send, and the id of its invocation. */
internal class SendToService<O>(val request: Request<*, O>, val after: Duration) :
    Operation<Invocation<O>>

/** An Attach, and the result. */
internal class AttachTo<O>(val invocation: Invocation<O>) : Operation<O>

/** A Send of the next run of this workflow, and the id of its invocation. */
internal class ContinueAs(
    val key: String,
    val input: Any?,
    val type: KType,
    val after: Duration,
) : Operation<Unit>

/** Nothing; one entry when it is resolved. */
@PublishedApi internal class MakeAwakeable<T>(val type: ResultType<T>) : Operation<Awakeable<T>>

/** What [block] writes that gets the context of the SDK. */
internal class UseContext<T>(val block: suspend (Any) -> T) : Operation<T>

/** A cancellation of something else: one command. */
internal class CancelInvocation(val invocation: Invocation<*>) : Operation<Unit>

/**
 * A registered undo action: nothing until it runs.
 *
 * @property run what it does then
 */
internal class Undo(val name: String, val run: suspend WorkflowScope.(Undo) -> Unit) {
    /** Which of the run's, counted from 0. */
    var order: Int = 0

    /** Where it was registered, if the journal is traced. */
    var trace: Throwable? = null
}
