package dev.landlord.server.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;

/** One step of a blueprint. Its JSON is a valid step of a definition. */
@JsonInclude(Include.NON_NULL)
public sealed interface BlueprintStep {
    /** The name, unique in its blueprint; the timeline and the result contain it. */
    String name();

    /**
     * Runs a shell command. Its output is the result of the step.
     *
     * @param undo the command that reverses this one if the execution fails later or is cancelled. It is registered before
     *     the command runs, so it must also succeed if the command had no effect; may be {@code null}
     * @param retry the retry policy; {@code null} means that of the blueprint
     * @param timeout the time limit of an attempt, at most an hour; {@code null} means an hour
     */
    record Command(
            String name,
            String run,
            String undo,
            RetrySettings retry,

            @JsonSerialize(using = DurationText.Writer.class)
            Duration timeout)
            implements BlueprintStep {}

    /** Waits for a duration, without using resources. */
    record Sleep(
            String name,

            @JsonSerialize(using = DurationText.Writer.class)
            Duration sleep) implements BlueprintStep {}

    /** Waits until a person approves. */
    record Approval(String name, Request approval) implements BlueprintStep {
        /**
         * @param subject the subject of the approval; may be {@code null}
         * @param within the time limit, after which the execution fails; {@code null} means no limit
         */
        @JsonInclude(Include.NON_NULL)
        public record Request(
                String subject,

                @JsonSerialize(using = DurationText.Writer.class)
                Duration within) {}
    }

    /** Waits until an external system reports a result. */
    record Callback(String name, Wait callback) implements BlueprintStep {
        /** @param within the time limit, after which the execution fails; {@code null} means no limit */
        @JsonInclude(Include.NON_NULL)
        public record Wait(
                @JsonSerialize(using = DurationText.Writer.class)
                Duration within) {}
    }
}
