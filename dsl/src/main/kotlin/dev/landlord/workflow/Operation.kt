package dev.landlord.workflow

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration

/**
 * What a body asks of the engine when it suspends. Each kind has a fixed journal footprint (E5).
 */
@PublishedApi internal sealed interface Operation<out T>

/** One Run: the command, then its outcome. */
@PublishedApi
internal class RunStep<T>(
    val name: String,
    val retry: RetryPolicy?,
    val timeout: Duration?,
    val type: ResultType<T>,
    val block: suspend StepScope.() -> T,
) : Operation<T>

/** One Sleep: the command, then its end. */
internal class SleepFor(val duration: Duration) : Operation<Unit>

/** Nothing of its own: its body makes the entries, and its undo actions if it fails. */
@PublishedApi internal class RunSaga<T>(val body: suspend WorkflowScope.() -> T) : Operation<T>

/** One Run, of an undo action whose time has come. */
internal class RunUndo(val undo: Undo) : Operation<Unit>

/**
 * One Run, whose result is what the run fails with.
 *
 * @property trace where in the body the reason for it is, if the journal is traced
 */
internal class KeepFailure(val failure: TerminalException, val trace: Throwable?) :
    Operation<FailureStatus>

/**
 * One entry of state, durable with the next one that is waited for.
 *
 * @property trace as of [KeepFailure]
 */
internal class WriteState(val key: String, val value: Slice, val trace: Throwable? = null) :
    Operation<Unit>

/** Nothing of its own: its branches make the entries. */
internal class Fork(val branches: List<suspend WorkflowScope.() -> Any?>) : Operation<List<Any?>>

/** A registered undo action: nothing until it runs, then one Run. */
internal class Undo(
    val name: String,
    val retry: RetryPolicy?,
    val timeout: Duration?,
    val block: suspend StepScope.() -> Unit,
) {
    /** Which of the run's, counted from 0. */
    var order: Int = 0

    /** Where it was registered, if the journal is traced. */
    var trace: Throwable? = null
}
