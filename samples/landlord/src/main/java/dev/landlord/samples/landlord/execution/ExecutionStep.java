package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * One thing that an execution did, or is doing.
 *
 * @param name of the step or the approval; of an undo action that of what it undoes; of a call what was
 *     called
 * @param durationMs from its begin to its end in the journal, pauses between attempts included;
 *     {@code null} while it goes on
 * @param error why it failed; {@code null} unless it did
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record ExecutionStep(
        String name,
        Kind kind,
        Status status,
        @JsonSerialize(using = ToStringSerializer.class) Instant startedAt,
        Long durationMs,
        String error) {
    /** What it is. */
    public enum Kind {
        @JsonProperty("step")
        STEP,

        @JsonProperty("undo")
        UNDO,

        @JsonProperty("sleep")
        SLEEP,

        /** People decide. */
        @JsonProperty("approval")
        APPROVAL,

        /** Something outside is called, or calls back. */
        @JsonProperty("call")
        CALL;

        /** Whether nothing of the execution runs meanwhile. */
        boolean isWait() {
            return this == SLEEP || this == APPROVAL || this == CALL;
        }
    }

    /** How far it has come. */
    public enum Status {
        @JsonProperty("running")
        RUNNING,

        @JsonProperty("done")
        DONE,

        @JsonProperty("failed")
        FAILED
    }
}
