package dev.landlord.workflow.client;

import dev.landlord.workflow.BusinessFailure;
import dev.landlord.workflow.FailureStatus;
import dev.landlord.workflow.WorkflowStatus;
import java.util.Optional;

/** The run has failed for good, and all that was registered has been undone, unless a subclass says otherwise. */
public sealed class RunFailedException extends WorkflowClientException
        permits RunCancelledException, RunPartiallyCompensatedException, RunKilledException {
    private static final long serialVersionUID = 1;

    private final transient WorkflowStatus status;
    private final int code;
    private final String reason;

    RunFailedException(String what, WorkflowStatus status) {
        super(ClientAdvice.failed(what, status));
        FailureStatus failure = status.getFailure();
        this.status = status;
        this.code = failure == null ? 500 : failure.getCode();
        this.reason = failure == null ? "failed" : failure.getMessage();
    }

    /** What it failed with, as an HTTP status from 400 to 599. */
    public int code() {
        return code;
    }

    /** What it failed with, in words. */
    public String reason() {
        return reason;
    }

    /** The failure with its type and values, if the body failed with one, and its class is on the class path. */
    public Optional<BusinessFailure> failure() {
        return Optional.ofNullable(BusinessFailure.from(reason));
    }

    /** The same, if it is of this {@code type}: {@code failed.failure(OutOfQuota.class)}. */
    public <F extends BusinessFailure> Optional<F> failure(Class<F> type) {
        return failure().filter(type::isInstance).map(type::cast);
    }

    /** Where the run ended: each undo action with its outcome, each approval. */
    public WorkflowStatus status() {
        return status;
    }
}
