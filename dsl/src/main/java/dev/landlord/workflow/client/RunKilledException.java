package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowStatus;

/** An operator killed the run: it ended at once, and the effects that it had not undone are still there. */
public final class RunKilledException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunKilledException(String what, WorkflowStatus status) {
        super(what, status);
    }
}
