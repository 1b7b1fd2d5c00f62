package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;

/** One step of a blueprint. As JSON it is what users write, so it can be parsed again. */
@JsonInclude(Include.NON_NULL)
public sealed interface BlueprintStep {
    /** Unique in its blueprint; the timeline and the result know the step by it. */
    String name();

    /**
     * Runs a shell command; what it prints is the step's result.
     *
     * @param undo the command that takes it back if the execution fails later or is cancelled;
     *     registered before the command runs, so it must put up with what never happened; {@code null}
     *     is none
     * @param retry {@code null} is that of the blueprint
     * @param timeout how long one attempt may take, at most an hour; {@code null} is an hour
     */
    record Command(
            String name,
            String run,
            String undo,
            RetrySettings retry,

            @JsonSerialize(using = DurationText.Writer.class)
            Duration timeout)
            implements BlueprintStep {}

    /** Waits, and holds nothing meanwhile. */
    record Sleep(
            String name,

            @JsonSerialize(using = DurationText.Writer.class)
            Duration sleep) implements BlueprintStep {}

    /** Waits until somebody approves. */
    record Approval(String name, Request approval) implements BlueprintStep {
        /**
         * @param subject what is to be approved, in words; {@code null}: the name of the step says it
         * @param within how long to wait before the execution fails; {@code null} is for ever
         */
        @JsonInclude(Include.NON_NULL)
        public record Request(
                String subject,

                @JsonSerialize(using = DurationText.Writer.class)
                Duration within) {}
    }

    /** Waits until something outside says how it went. */
    record Callback(String name, Wait callback) implements BlueprintStep {
        /** @param within how long to wait before the execution fails; {@code null} is for ever */
        @JsonInclude(Include.NON_NULL)
        public record Wait(
                @JsonSerialize(using = DurationText.Writer.class)
                Duration within) {}
    }
}
