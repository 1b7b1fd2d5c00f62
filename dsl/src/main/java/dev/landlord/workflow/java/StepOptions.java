package dev.landlord.workflow.java;

import dev.landlord.workflow.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a step or an undo action. Immutable: each method returns changed options. */
public final class StepOptions {
    /** The retry policy of the workflow, and no time limit. */
    public static final StepOptions DEFAULT = new StepOptions(null, null);

    private final @Nullable RetryPolicy retry;
    private final @Nullable Duration timeout;

    private StepOptions(@Nullable RetryPolicy retry, @Nullable Duration timeout) {
        this.retry = retry;
        this.timeout = timeout;
    }

    /** Options with a retry policy. */
    public static StepOptions withRetry(RetryPolicy retry) {
        return DEFAULT.retry(retry);
    }

    /** Options with a time limit for each attempt. */
    public static StepOptions withTimeout(Duration timeout) {
        return DEFAULT.timeout(timeout);
    }

    /** The retry policy; empty for that of the workflow. */
    public Optional<RetryPolicy> retry() {
        return Optional.ofNullable(retry);
    }

    /** Sets {@link #retry()}. */
    public StepOptions retry(RetryPolicy retry) {
        return new StepOptions(Objects.requireNonNull(retry, "retry"), timeout);
    }

    /**
     * The maximum duration of an attempt; empty for no limit but the {@code maxAttemptDuration} of the workflow. At the
     * limit the thread of the block is interrupted, and when the block has ended, the attempt has failed. It may have
     * had its effect.
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Sets {@link #timeout()}: positive, and at most the {@code maxAttemptDuration} of the workflow. */
    public StepOptions timeout(Duration timeout) {
        return new StepOptions(retry, Objects.requireNonNull(timeout, "timeout"));
    }
}
