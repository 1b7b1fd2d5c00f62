package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Formats times: in the local time zone, in seconds. */
final class Times {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final DateTimeFormatter format;

    Times(ZoneId zone) {
        this.format = DAY_AND_TIME.withZone(zone);
    }

    /** A time in a response; empty if it is missing. */
    String at(JsonNode time) {
        try {
            return time.isTextual() ? format.format(Instant.parse(time.asText())) : "";
        } catch (DateTimeParseException notATime) {
            return time.asText();
        }
    }

    /** A duration in milliseconds in a response; empty if it is missing. */
    static String took(JsonNode milliseconds) {
        return milliseconds.isNumber() ? took(Duration.ofMillis(milliseconds.asLong())) : "";
    }

    /** The duration between two times in a response; empty if one is missing. */
    static String between(JsonNode from, JsonNode to) {
        return from.isTextual() && to.isTextual()
                ? took(Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText())))
                : "";
    }

    /** Such as 12 ms, 3.2 s, 5 min 10 s or 2 h 5 min. */
    static String took(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
