package dev.landlord.workflow.engine

import dev.landlord.workflow.Undo
import dev.restate.sdk.common.TerminalException

/** The undo actions of one run, in the order in which its branches registered them. */
internal class UndoStack {
    private val registered = ArrayList<Undo>()

    fun register(undo: Undo) {
        registered += undo
    }

    /**
     * Hands every action to [run], last registered first; one that fails for good does not stop the
     * others (G4). Returns what the workflow fails with: [cause], which names what was not undone.
     */
    suspend fun unwind(cause: TerminalException, run: suspend (Undo) -> Unit): TerminalException {
        val left = ArrayList<String>()
        for (undo in registered.asReversed()) {
            try {
                run(undo)
            } catch (failure: TerminalException) {
                left += "\"${undo.name}\" (${failure.message})"
            }
        }
        if (left.isEmpty()) return cause
        return TerminalException(cause.code, "${cause.message}; not undone: ${left.joinToString()}")
    }
}
