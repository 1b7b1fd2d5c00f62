package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The sub-state of an execution, independent of the engine. */
public enum SubState {
    @JsonProperty("running")
    RUNNING,

    /** Waits for its start, a time, a person or another service, without using resources. */
    @JsonProperty("waiting")
    WAITING,

    /** An attempt has failed, and Restate will retry. */
    @JsonProperty("backing-off")
    BACKING_OFF,

    /** Restate has paused the execution, and an operator must resume it. */
    @JsonProperty("error")
    ERROR,

    @JsonProperty("succeeded")
    SUCCEEDED,

    /** Ended without success. */
    @JsonProperty("failed")
    FAILED;

    /** The sub-state of an invocation that has not ended, by its status at Restate. */
    public static SubState of(String restateStatus) {
        return StatusMapping.of(restateStatus, null, null).subState();
    }

    /** The name in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the execution makes no progress, so that a changed configuration may help. */
    public boolean isDegraded() {
        return this == BACKING_OFF || this == ERROR;
    }
}
