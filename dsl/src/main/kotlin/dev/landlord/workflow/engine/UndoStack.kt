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

    /** Takes over what the saga of [other], which has ended well, would have to undo. */
    fun takeOver(other: UndoStack) {
        registered += other.registered
        other.registered.clear()
    }

    /**
     * The body of the branch that undoes: runs every action, last registered first; one that fails
     * for good does not stop the others (G4). Returns what the saga fails with: [cause], which
     * names what was not undone.
     */
    fun unwinding(cause: TerminalException): suspend WorkflowScope.() -> TerminalException = {
        val left = ArrayList<String>()
        for (undo in registered.asReversed()) {
            try {
                perform(RunUndo(undo))
            } catch (failure: TerminalException) {
                left += "\"${undo.name}\" (${failure.message})"
            }
        }
        if (left.isEmpty()) cause else cause.notUndone(left)
    }
}
