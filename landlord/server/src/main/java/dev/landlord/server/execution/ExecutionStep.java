package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * An entry in the timeline of an execution.
 *
 * @param name the name of the step, undo action or approval; for a call the called handler
 * @param durationMs the time from its start to its end, including the delays between attempts; {@code null} while it runs
 * @param error the failure; {@code null} if it has not failed
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
    /** The kind of the entry. */
    public enum Kind {
        @JsonProperty("step")
        STEP,

        @JsonProperty("undo")
        UNDO,

        @JsonProperty("sleep")
        SLEEP,

        /** A person decides. */
        @JsonProperty("approval")
        APPROVAL,

        /** A call of another service, or a wait for a callback. */
        @JsonProperty("call")
        CALL;

        /** Whether the execution only waits during this entry. */
        boolean isWait() {
            return this == SLEEP || this == APPROVAL || this == CALL;
        }
    }

    /** The status of the entry. */
    public enum Status {
        @JsonProperty("running")
        RUNNING,

        @JsonProperty("done")
        DONE,

        @JsonProperty("failed")
        FAILED
    }
}
