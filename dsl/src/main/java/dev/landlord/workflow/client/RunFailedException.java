package dev.landlord.workflow.client;

import dev.landlord.workflow.BusinessFailure;
import dev.landlord.workflow.FailureStatus;
import dev.landlord.workflow.WorkflowStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run has failed for good, and all its effects are undone, unless this is one of the subclasses. The message names
 * the failure, and each undo action that failed, with the reason.
 */
public sealed class RunFailedException extends WorkflowClientException
        permits RunCancelledException, RunPartiallyCompensatedException, RunKilledException {
    private static final long serialVersionUID = 1;
    private static final int INTERNAL_ERROR = 500;

    private final transient @Nullable WorkflowStatus status;
    private final int code;
    private final String reason;

    RunFailedException(String what, WorkflowStatus status) {
        super(RunEnd.message(what, status));
        this.status = status;
        this.code = status.getFailure().map(FailureStatus::getCode).orElse(INTERNAL_ERROR);
        this.reason = status.getFailure().map(FailureStatus::getMessage).orElse("failed");
    }

    /** The code of the failure: an HTTP status from 400 to 599. */
    public int getCode() {
        return code;
    }

    /** The text of the failure; the type and the values of a {@link BusinessFailure} are in {@link #getFailure()}. */
    public String getReason() {
        return reason;
    }

    /** The failure with its type and values, if the body failed with one, and its class is on the class path. */
    public Optional<BusinessFailure> getFailure() {
        // `null` after serialization, which leaves the status out.
        return Optional.ofNullable(status)
                .flatMap(WorkflowStatus::getFailure)
                .flatMap(FailureStatus::getBusinessFailure);
    }

    /** The failure if it is of this {@code type}: {@code failed.getFailure(OutOfQuota.class)}. */
    public <F extends BusinessFailure> Optional<F> getFailure(Class<F> type) {
        return getFailure().filter(type::isInstance).map(type::cast);
    }

    /**
     * The status at the end of the run: each undo action and each approval with its outcome.
     *
     * @throws NullPointerException if this exception was read by Java serialization, which omits the status
     */
    public WorkflowStatus getStatus() {
        return Objects.requireNonNull(status, "Java serialization omits the status of the run");
    }
}
