package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowStatus;

/** The run was cancelled, and everything that it had registered is undone. */
public final class RunCancelledException extends RunFailedException {
    private static final long serialVersionUID = 1;

    RunCancelledException(String what, WorkflowStatus status) {
        super(what, status);
    }
}
