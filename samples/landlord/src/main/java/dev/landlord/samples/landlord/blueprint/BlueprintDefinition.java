package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.List;

/**
 * What an execution does: the definition, read. As JSON it is a definition again.
 *
 * @param steps in their order; there is one at least
 * @param timeout how long an execution may take in all; {@code null} is for ever
 * @param retryPolicy of the commands that have none of their own; {@code null} is {@link
 *     RetrySettings#DEFAULT}
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record BlueprintDefinition(
        List<BlueprintStep> steps,
        @JsonSerialize(using = DurationText.Writer.class) Duration timeout,
        RetrySettings retryPolicy) {
    /** How often {@code step} is tried. */
    RetrySettings retryOf(BlueprintStep.Command step) {
        if (step.retry() != null) {
            return step.retry();
        }
        return retryPolicy == null ? RetrySettings.DEFAULT : retryPolicy;
    }
}
