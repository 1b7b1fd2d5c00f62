package dev.landlord.server.http;

import dev.landlord.server.blueprint.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The start of a period: a time (RFC 3339), or a duration before now. */
final class Since {
    static final String EXPECTED =
            "expected a time such as 2026-11-20T14:03:05Z (write + as %2B), or a duration such as 24h or 7d";

    /** Nothing in Restate is older; a later time would not fit into its columns. */
    private static final Instant MIN = Instant.EPOCH;

    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59Z");

    private Since() {}

    /** Empty if the text is neither. */
    static Optional<Instant> parse(String text, Instant now) {
        return DurationText.parse(text)
                .filter(ago -> !ago.isNegative())
                .map(ago -> now.minus(ago.compareTo(Duration.between(MIN, now)) > 0 ? Duration.between(MIN, now) : ago))
                .or(() -> time(text));
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Optional.of(time.isBefore(MIN) ? MIN : time.isAfter(MAX) ? MAX : time);
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
