package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;

/**
 * The retry policy of a command.
 *
 * @param maxAttempts the maximum number of attempts, including the first; 1 or more
 * @param initialInterval the delay before the second attempt; positive
 * @param maxInterval the maximum delay; not shorter than the initial delay
 * @param backoffRate the factor between two delays; 1.0 to 1,000
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RetrySettings(
        int maxAttempts,

        @JsonSerialize(using = DurationText.Writer.class) @JsonDeserialize(using = DurationText.Reader.class)
        Duration initialInterval,

        @JsonSerialize(using = DurationText.Writer.class) @JsonDeserialize(using = DurationText.Reader.class)
        Duration maxInterval,

        double backoffRate) {
    /** Three retries, after one, two and four seconds. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(4, Duration.ofSeconds(1), Duration.ofSeconds(30), 2.0);
}
