package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowStatus;

/** Somebody killed the run: it ended on the spot, and what it had done and not yet undone is still there. */
public final class RunKilledException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunKilledException(String what, WorkflowStatus status) {
        super(what, status);
    }
}
