package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What an execution is doing, whatever engine runs it. */
public enum SubState {
    @JsonProperty("running")
    RUNNING,

    /** It waits for its turn, a time, people or another service, and holds nothing. */
    @JsonProperty("waiting")
    WAITING,

    /** An attempt failed, and the next one is to come. */
    @JsonProperty("backing-off")
    BACKING_OFF,

    /** It has given up and waits for an operator. */
    @JsonProperty("error")
    ERROR,

    @JsonProperty("succeeded")
    SUCCEEDED,

    /** It has ended, and not well. */
    @JsonProperty("failed")
    FAILED;

    /** Of an invocation that has not ended, by Restate's word for its state. */
    public static SubState of(String restateStatus) {
        return StatusMapping.of(restateStatus, null, null).subState();
    }

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it makes no progress, so that another configuration may help it. */
    public boolean isDegraded() {
        return this == BACKING_OFF || this == ERROR;
    }
}
