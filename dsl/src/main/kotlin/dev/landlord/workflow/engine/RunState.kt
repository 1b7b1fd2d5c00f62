package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** What the branches of one run share. */
internal class RunState(val host: Host, val interceptor: Interceptor?) {
    private var undos = 0
    private var sagas = 0

    val names = StepNames()

    /** The failure that reports the cancellation; `null` if the run was not cancelled. */
    var cancelled: TerminalException? = null

    /** The undo actions that failed for good, each with its failure. */
    var notUndone: List<String> = emptyList()
        private set

    fun addNotUndone(left: List<String>) {
        notUndone = notUndone + left
    }

    /** The number of the next undo action that is registered, from 0. */
    fun nextUndo(): Int = undos++

    /** The number of the next saga that is undone, from 0. */
    fun nextSaga(): Int = sagas++
}
