package dev.landlord.server.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.List;

/**
 * A parsed definition. Its JSON is a valid definition.
 *
 * @param steps the steps in order; at least one
 * @param timeout the time limit of an execution; {@code null} means no limit
 * @param retryPolicy the policy of commands without a policy of their own; {@code null} means {@link
 *     RetrySettings#DEFAULT}
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record BlueprintDefinition(
        List<BlueprintStep> steps,
        @JsonSerialize(using = DurationText.Writer.class) Duration timeout,
        RetrySettings retryPolicy) {
    /** The retry policy of {@code step}. */
    RetrySettings retryOf(BlueprintStep.Command step) {
        if (step.retry() != null) {
            return step.retry();
        }
        return retryPolicy == null ? RetrySettings.DEFAULT : retryPolicy;
    }
}
