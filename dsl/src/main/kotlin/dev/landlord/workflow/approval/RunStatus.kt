package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.UndoStatus
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.engine.FailureRecord
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.failureStatus
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.found
import dev.restate.sdk.common.TerminalException

/**
 * The status of the run: the handler `status`.
 *
 * @throws TerminalException with 404 if there is no run
 */
@InternalEngineApi
public suspend fun SharedHandlerPort.status(): WorkflowStatus {
    // Read first: the state that is read after the end of a run is complete.
    val end = found()
    val ended = end as? RunEnd.Ended
    val hasEnded = ended != null
    val keys = keys()
    val approvals = approvals(keys, end)
    val sagas = undoProgress(keys)
    val undo = sagas.flatMap { it.actions }
    // An undo action may have had a saga of its own.
    val ofRun = sagas.firstOrNull { it.record.isRun }?.record
    val isCancelled = sagas.any { it.record.isCancelled }
    // A run without a failure in its record is about to end; the end has the failure.
    val isUndone =
        ofRun != null &&
            (hasEnded || ofRun.failure != null) &&
            undo.none { it.outcome == UndoOutcome.PENDING }
    val phase =
        when {
            isUndone -> undonePhase(undo, isCancelled)
            ended != null ->
                if (ended.failure == null) WorkflowPhase.COMPLETED else WorkflowPhase.FAILED
            ofRun != null || isCancelled -> WorkflowPhase.COMPENSATING
            approvals.any { it.outcome == ApprovalOutcome.PENDING } ->
                WorkflowPhase.WAITING_FOR_APPROVAL
            else -> WorkflowPhase.RUNNING
        }
    // A run that was killed during its undo actions failed with the kill.
    val cause =
        if (hasEnded && !isUndone) null
        else ofRun?.failure ?: WorkflowCancelledException().record().takeIf { isCancelled }
    val failure = cause ?: ended?.failure?.record()
    return WorkflowStatus(
        phase,
        undo,
        failure?.let { failureStatus(it.code, it.message) },
        approvals,
    )
}

private suspend fun SharedHandlerPort.approvals(
    keys: Collection<String>,
    end: RunEnd,
): List<ApprovalStatus> =
    RequestRecord.requests(keys)
        .mapNotNull { (approval, request) ->
            // The run may have been purged since the keys were read.
            val asked = get(RequestRecord.key(approval, request)) ?: return@mapNotNull null
            val decided = peek(DecisionRecord.key(approval, request))?.let(DecisionRecord::read)
            approvalStatus(approval, request, RequestRecord.read(asked), decided, end)
        }
        .sortedBy { it.requestedAt }

private fun undonePhase(undo: List<UndoStatus>, isCancelled: Boolean) =
    when {
        undo.any { it.outcome == UndoOutcome.FAILED } -> WorkflowPhase.PARTIALLY_COMPENSATED
        isCancelled -> WorkflowPhase.CANCELLED
        undo.isEmpty() -> WorkflowPhase.FAILED
        else -> WorkflowPhase.COMPENSATED
    }

private fun TerminalException.record() = FailureRecord(code, message.orEmpty())
