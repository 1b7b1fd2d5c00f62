package dev.landlord.workflow.client;

import dev.landlord.workflow.UndoOutcome;
import dev.landlord.workflow.UndoStatus;
import dev.landlord.workflow.WorkflowStatus;
import java.util.List;

/**
 * The run has failed or was cancelled, and some of its undo actions failed for good. The message names each of them
 * with the reason.
 */
public final class RunPartiallyCompensatedException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunPartiallyCompensatedException(String what, WorkflowStatus status) {
        super(what, status);
    }

    /** The undo actions that failed for good: the effects of their steps may still be there. */
    public List<UndoStatus> getLeft() {
        return getStatus().getUndo().stream()
                .filter(undo -> undo.getOutcome() == UndoOutcome.FAILED)
                .toList();
    }
}
