@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.UndoStatus
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.WorkflowStatus
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/** The state that a run has written: the port by which its status is read. */
@InternalEngineApi
public interface RunState {
    public suspend fun get(key: String): Slice?

    public suspend fun keys(): Collection<String>
}

/**
 * What the state of a run says of it. Read it after finding out whether the run [hasEnded]: then it
 * holds all that the run wrote until that.
 *
 * @param failure what a run that has ended failed with
 */
@InternalEngineApi
public suspend fun RunState.status(hasEnded: Boolean, failure: TerminalException?): WorkflowStatus {
    val sagas = UndoProgress.read(this)
    val undo = sagas.flatMap { it.actions }
    val ofRun = sagas.lastOrNull()?.record?.takeIf { it.isRun }
    val isCancelled = sagas.any { it.record.isCancelled }
    // Without a failure of its own it is about to end, and tells its failure then.
    val isUndone =
        ofRun != null &&
            (hasEnded || ofRun.failure != null) &&
            undo.none { it.outcome == UndoOutcome.PENDING }
    val phase =
        when {
            isUndone -> undonePhase(undo, isCancelled)
            hasEnded -> if (failure == null) WorkflowPhase.COMPLETED else WorkflowPhase.FAILED
            ofRun != null || isCancelled -> WorkflowPhase.COMPENSATING
            else -> WorkflowPhase.RUNNING
        }
    // What was killed while it undid has failed by that.
    val cause =
        if (hasEnded && !isUndone) null
        else ofRun?.failure ?: WorkflowCancelledException().status().takeIf { isCancelled }
    return WorkflowStatus(phase, undo, cause ?: failure?.status())
}

private fun undonePhase(undo: List<UndoStatus>, isCancelled: Boolean) =
    when {
        undo.any { it.outcome == UndoOutcome.FAILED } -> WorkflowPhase.PARTIALLY_COMPENSATED
        isCancelled -> WorkflowPhase.CANCELLED
        undo.isEmpty() -> WorkflowPhase.FAILED
        else -> WorkflowPhase.COMPENSATED
    }
