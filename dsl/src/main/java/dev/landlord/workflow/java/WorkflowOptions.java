package dev.landlord.workflow.java;

import dev.landlord.workflow.RetryPolicy;
import java.time.Duration;
import java.util.Objects;

/** The options of a workflow. Immutable: each method returns changed options. */
public final class WorkflowOptions {
    /**
     * The defaults: 10 attempts of a step in about a minute, undo actions without a limit of attempts, results of at
     * most 1 MiB, attempts of at most an hour.
     */
    public static final WorkflowOptions DEFAULT =
            new WorkflowOptions(RetryPolicy.DEFAULT, RetryPolicy.FOREVER, 1024 * 1024, Duration.ofHours(1));

    private final RetryPolicy stepRetry;
    private final RetryPolicy undoRetry;
    private final int maxResultSize;
    private final Duration maxAttemptDuration;

    private WorkflowOptions(
            RetryPolicy stepRetry, RetryPolicy undoRetry, int maxResultSize, Duration maxAttemptDuration) {
        this.stepRetry = stepRetry;
        this.undoRetry = undoRetry;
        this.maxResultSize = maxResultSize;
        this.maxAttemptDuration = maxAttemptDuration;
    }

    /** The retry policy of each step that has none of its own. */
    public RetryPolicy stepRetry() {
        return stepRetry;
    }

    /** Sets {@link #stepRetry()}. */
    public WorkflowOptions stepRetry(RetryPolicy stepRetry) {
        return new WorkflowOptions(
                Objects.requireNonNull(stepRetry, "stepRetry"), undoRetry, maxResultSize, maxAttemptDuration);
    }

    /** The retry policy of each undo action that has none of its own. */
    public RetryPolicy undoRetry() {
        return undoRetry;
    }

    /** Sets {@link #undoRetry()}. */
    public WorkflowOptions undoRetry(RetryPolicy undoRetry) {
        return new WorkflowOptions(
                stepRetry, Objects.requireNonNull(undoRetry, "undoRetry"), maxResultSize, maxAttemptDuration);
    }

    /** The maximum size of the result of a step, in bytes of JSON; a larger one fails its step terminally. */
    public int maxResultSize() {
        return maxResultSize;
    }

    /** Sets {@link #maxResultSize()}: 1 byte to 31 MiB, which is checked when the service is created. */
    public WorkflowOptions maxResultSize(int bytes) {
        return new WorkflowOptions(stepRetry, undoRetry, bytes, maxAttemptDuration);
    }

    /**
     * The maximum duration of an attempt of a step or undo action, counted from the server's inactivity timeout. Then
     * Restate aborts the attempt and retries it. No timeout of a step may be longer.
     */
    public Duration maxAttemptDuration() {
        return maxAttemptDuration;
    }

    /** Sets {@link #maxAttemptDuration()}: 1 second to 365 days, which is checked when the service is created. */
    public WorkflowOptions maxAttemptDuration(Duration maxAttemptDuration) {
        return new WorkflowOptions(
                stepRetry, undoRetry, maxResultSize, Objects.requireNonNull(maxAttemptDuration, "maxAttemptDuration"));
    }
}
