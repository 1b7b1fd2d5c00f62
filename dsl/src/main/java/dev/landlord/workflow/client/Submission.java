package dev.landlord.workflow.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer to a request to start a run: the run was started, or a run with that key already existed. */
public final class Submission {
    private final String invocationId;
    private final boolean isAlreadyStarted;

    /** Generated clients create submissions; this is for tests. */
    public Submission(String invocationId, boolean isAlreadyStarted) {
        this.invocationId = invocationId;
        this.isAlreadyStarted = isAlreadyStarted;
    }

    /** The id of the run in Restate's UI and log. */
    public String getInvocationId() {
        return invocationId;
    }

    /** Whether a run with that key already existed; then Restate has ignored the input of this request. */
    public boolean isAlreadyStarted() {
        return isAlreadyStarted;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Submission submission
                && invocationId.equals(submission.invocationId)
                && isAlreadyStarted == submission.isAlreadyStarted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(invocationId, isAlreadyStarted);
    }

    @Override
    public String toString() {
        return "Submission(invocationId=" + invocationId + ", isAlreadyStarted=" + isAlreadyStarted + ")";
    }
}
