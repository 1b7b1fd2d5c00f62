package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The status of an execution, independent of the engine. */
public enum ExecutionStatus {
    /** Accepted, not started. */
    @JsonProperty("pending")
    PENDING,

    /** Started, not ended: it may also wait, retry or run undo actions. */
    @JsonProperty("running")
    RUNNING,

    @JsonProperty("succeeded")
    SUCCEEDED,

    /** Failed or killed. */
    @JsonProperty("failed")
    FAILED,

    /** Failed at its timeout. */
    @JsonProperty("timed_out")
    TIMED_OUT,

    @JsonProperty("cancelled")
    CANCELLED;

    /** The name in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the status is final. */
    public boolean hasEnded() {
        return this != PENDING && this != RUNNING;
    }
}
