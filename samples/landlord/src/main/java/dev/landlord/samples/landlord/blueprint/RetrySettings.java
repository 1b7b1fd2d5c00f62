package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;

/**
 * How often a command that fails is run again, and how far apart.
 *
 * @param maxAttempts in all, the first included; 1 or more
 * @param initialInterval before the second attempt; positive
 * @param maxInterval the longest pause; not shorter than the first
 * @param backoffRate by how much each pause is longer than the one before; 1.0 to 1,000
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RetrySettings(
        int maxAttempts,

        @JsonSerialize(using = DurationText.Writer.class) @JsonDeserialize(using = DurationText.Reader.class)
        Duration initialInterval,

        @JsonSerialize(using = DurationText.Writer.class) @JsonDeserialize(using = DurationText.Reader.class)
        Duration maxInterval,

        double backoffRate) {
    /** Three more attempts, one, two and four seconds apart. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(4, Duration.ofSeconds(1), Duration.ofSeconds(30), 2.0);
}
