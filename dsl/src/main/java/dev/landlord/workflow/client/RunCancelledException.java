package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowStatus;

/** The run was cancelled, and all that was registered has been undone. */
public final class RunCancelledException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunCancelledException(String what, WorkflowStatus status) {
        super(what, status);
    }
}
