package dev.landlord.workflow.engine

import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RunOwn
import dev.landlord.workflow.Undo
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.safeMessage
import dev.landlord.workflow.shortened
import dev.landlord.workflow.wordsIn
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.util.TreeMap

/** The undo actions of one saga, in the order in which its branches registered them. */
internal class UndoStack {
    private val registered = TreeMap<Int, Undo>()

    val isEmpty: Boolean
        get() = registered.isEmpty()

    fun register(undo: Undo) {
        registered[undo.order] = undo
    }

    /**
     * Takes over, each in its place, what the saga of [other], which has ended well, would have to
     * undo.
     */
    fun takeOver(other: UndoStack) {
        registered += other.registered
        other.registered.clear()
    }

    /**
     * The body of the branch that undoes a saga in a run: returns what the saga fails with,
     * [cause], which names what was not undone.
     */
    fun unwinding(
        cause: TerminalException,
        run: RunContext,
    ): suspend WorkflowScope.() -> TerminalException = {
        val progress = UndoProgress(run.nextSaga())
        val record = UndoRecord(names, isCancelled = cause is WorkflowCancelledException)
        perform(progress.begun(record, trace))
        cause.notUndone(unwind(progress, run))
    }

    /**
     * The same for a whole run. What it fails with is journaled before anything is undone: whatever
     * the body would fail with when it is replayed, and whatever the failure would then say, that
     * stays the cause.
     */
    fun unwindingAll(
        cause: TerminalException,
        run: RunContext,
    ): suspend WorkflowScope.() -> TerminalException = {
        val saga = run.nextSaga()
        val progress = UndoProgress(saga)
        val isCancelled = cause is WorkflowCancelledException
        val kept =
            if (isEmpty || isCancelled) cause.written().record()
            else perform(RunOwn("failure", FAILURE, trace) { cause.written().record() })
        // Otherwise the end of the run tells all there is. A run that is not there ends with 404.
        if (!isEmpty || isCancelled || saga > 0 || kept.code == HTTP_NOT_FOUND) {
            val told = if (isEmpty) null else kept
            perform(progress.begun(UndoRecord(names, isCancelled, isRun = true, told), trace))
        }
        unwind(progress, run)
        kept.telling(run.notUndone)
    }

    /**
     * Runs every action, last registered first; one that fails for good does not stop the others
     * (G4). Returns what was not undone.
     */
    private suspend fun WorkflowScope.unwind(
        progress: UndoProgress,
        run: RunContext,
    ): List<String> {
        val left = ArrayList<String>()
        lastFirst.forEachIndexed { index, undo ->
            val ended =
                try {
                    undo.run(this, undo)
                    progress.ended(index + 1)
                } catch (failure: TerminalException) {
                    val reason = wordsIn(failure.safeMessage)
                    val name = shortened(undo.name, MAX_REASON)
                    left += "\"$name\" (${shortened(reason, MAX_REASON)})"
                    progress.failed(index, shortened(reason))
                }
            perform(ended)
        }
        run.notUndone += left
        return left
    }

    private val trace
        get() = registered.lastEntry()?.value?.trace

    /** Shortened, if they would be too large for a message. */
    private val names: List<String>
        get() {
            val names = lastFirst.map { it.name }
            val isLong = names.sumOf { it.length } > MAX_NAMES
            return if (isLong) names.map { shortened(it, MAX_REASON / 10) } else names
        }

    private val lastFirst: Collection<Undo>
        get() = registered.descendingMap().values

    private companion object {
        /** In characters, of each undo action in the text of the run's failure. */
        const val MAX_REASON = 1_000

        /** In characters, of all undo actions in the status of the run. */
        const val MAX_NAMES = 4 * 1024 * 1024

        val FAILURE = ResultType(FailureRecord.serializer())
    }
}
