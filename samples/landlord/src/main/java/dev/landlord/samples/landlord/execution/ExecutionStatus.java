package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an execution has come, whatever engine runs it. */
public enum ExecutionStatus {
    /** It has been accepted and has not begun. */
    @JsonProperty("pending")
    PENDING,

    /** It has begun and has not ended; it may wait, be stuck or undo. */
    @JsonProperty("running")
    RUNNING,

    @JsonProperty("succeeded")
    SUCCEEDED,

    /** It has failed, or was killed. */
    @JsonProperty("failed")
    FAILED,

    /** It took longer than it may. */
    @JsonProperty("timed_out")
    TIMED_OUT,

    @JsonProperty("cancelled")
    CANCELLED;

    /** Whether nothing more happens to it. */
    public boolean hasEnded() {
        return this != PENDING && this != RUNNING;
    }
}
