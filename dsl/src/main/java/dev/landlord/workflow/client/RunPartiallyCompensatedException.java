package dev.landlord.workflow.client;

import dev.landlord.workflow.UndoOutcome;
import dev.landlord.workflow.UndoStatus;
import dev.landlord.workflow.WorkflowStatus;
import java.util.List;

/** The run has failed or was cancelled, and not all that was registered could be undone. */
public final class RunPartiallyCompensatedException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunPartiallyCompensatedException(String what, WorkflowStatus status) {
        super(what, status);
    }

    /** The undo actions that failed for good: what they were to undo may still be there. */
    public List<UndoStatus> left() {
        return status().getUndo().stream()
                .filter(undo -> undo.getOutcome() == UndoOutcome.FAILED)
                .toList();
    }
}
