package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_FOUND

/**
 * Runs the undo actions of a saga, last registered first. One that fails for good does not stop the
 * others (G4). Ends with the failure to report, which names what was not undone.
 */
internal sealed class Unwinding(
    private val stack: UndoStack,
    protected val cause: TerminalException,
    protected val run: RunState,
) : Strand {
    /** Goes on with the outcome of the last primitive. */
    private var next: (Result<Any?>) -> Turn = { start(run.nextSaga()) }

    protected val undos: List<Undo> by lazy(LazyThreadSafetyMode.NONE) { stack.lastFirst }
    protected val left = ArrayList<String>()
    protected val isCancelled: Boolean
        get() = cause === run.cancelled

    override suspend fun resume(outcome: Result<Any?>): Turn = next(outcome)

    protected abstract fun start(saga: Int): Turn

    /** What the saga fails with. */
    protected abstract fun reported(): TerminalException

    protected fun perform(primitive: Primitive<*>, next: (Result<Any?>) -> Turn): Turn {
        this.next = next
        return primitive
    }

    protected fun unwind(progress: UndoProgress, record: UndoRecord): Turn =
        perform(progress.started(record, undos.firstOrNull())) { undo(0, progress) }

    /** Undoes the actions from [index] on. A failure to write the progress stops none of them. */
    protected fun undo(index: Int, progress: UndoProgress): Turn {
        if (index == undos.size) {
            run.addNotUndone(left)
            return End(Result.success(reported()))
        }
        val undo = undos[index]
        return perform(undo.action()) { outcome ->
            val failure = outcome.exceptionOrNull() as TerminalException?
            val ended =
                if (failure == null) progress.ended(index + 1)
                else {
                    val reason = run.host.words(failure)
                    val name = undo.name.shortened(MAX_REASON)
                    left += "\"$name\" (${reason.shortened(MAX_REASON)})"
                    progress.failed(index, reason.shortened())
                }
            perform(ended) { undo(index + 1, progress) }
        }
    }

    /** The names of the actions, shortened if they would be too large for a message. */
    protected val names: List<String>
        get() {
            val isLong = undos.sumOf { it.name.length } > MAX_NAMES
            return undos.map { if (isLong) it.name.shortened(MAX_REASON / 10) else it.name }
        }

    class OfSaga(stack: UndoStack, cause: TerminalException, run: RunState) :
        Unwinding(stack, cause, run) {
        override fun start(saga: Int): Turn =
            unwind(UndoProgress(saga), UndoRecord(names, isCancelled))

        override fun reported() = cause.notUndone(left)
    }

    /**
     * Of a whole run. Its failure is journaled before anything is undone: it stays the cause,
     * whatever the body fails with when it is replayed, and whatever that failure then says.
     */
    class OfRun(stack: UndoStack, cause: TerminalException, run: RunState) :
        Unwinding(stack, cause, run) {
        private lateinit var kept: FailureRecord

        override fun start(saga: Int): Turn {
            val failure = FailureRecord(run.host.code(cause), run.host.text(cause))
            if (undos.isEmpty() || isCancelled) return begin(saga, failure)
            return perform(FailureRun(failure, undos.first())) {
                begin(saga, it.getOrThrow() as FailureRecord)
            }
        }

        private fun begin(saga: Int, failure: FailureRecord): Turn {
            kept = failure
            val progress = UndoProgress(saga)
            // Otherwise `status` shows the failure that the run ends with; 404 is also that of no
            // run.
            val isWritten =
                undos.isNotEmpty() || isCancelled || saga > 0 || failure.code == HTTP_NOT_FOUND
            if (!isWritten) return undo(0, progress)
            val reported = if (undos.isEmpty()) null else failure
            return unwind(progress, UndoRecord(names, isCancelled, isRun = true, reported))
        }

        override fun reported() = kept.naming(run.notUndone)
    }

    private companion object {
        /** In characters, of each undo action in the text of the run's failure. */
        const val MAX_REASON = 1_000

        /** In characters, of all undo actions in the status of the run. */
        const val MAX_NAMES = 4 * 1024 * 1024
    }
}
