package dev.landlord.workflow.engine

import dev.landlord.workflow.RunUndo
import dev.landlord.workflow.Undo
import dev.landlord.workflow.WorkflowScope
import dev.restate.sdk.common.TerminalException

/** The undo actions of one saga, in the order in which its branches registered them. */
internal class UndoStack {
    private val registered = ArrayList<Undo>()

    val isEmpty: Boolean
        get() = registered.isEmpty()

    fun register(undo: Undo) {
        registered += undo
    }

    /**
     * Takes over, each in its place, what the saga of [other], which has ended well, would have to
     * undo.
     */
    fun takeOver(other: UndoStack) {
        registered += other.registered
        other.registered.clear()
        registered.sortBy { it.order }
    }

    /**
     * The body of the branch that undoes: runs every action, last registered first; one that fails
     * for good does not stop the others and is added to [left], what the run has not undone (G4).
     * Returns what the saga fails with: [cause], which names what this saga has not.
     */
    fun unwinding(
        cause: TerminalException,
        left: MutableList<String>,
    ): suspend WorkflowScope.() -> TerminalException = {
        val own = ArrayList<String>()
        for (undo in registered.asReversed()) {
            try {
                perform(RunUndo(undo))
            } catch (failure: TerminalException) {
                own += "\"${undo.name}\" (${failure.message})"
            }
        }
        left += own
        cause.notUndone(own)
    }
}
