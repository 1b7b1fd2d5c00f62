package dev.landlord.server.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Parses the query parameters of a request. */
final class Query {
    private Query() {}

    static int number(Context context, String name, int byDefault, int min, int max) {
        String text = context.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException invalid) {
            // Reported like a number that is out of range.
        }
        String range = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
        throw ProblemException.invalid(name, "expected a whole number of " + range + ", found " + text);
    }

    static Optional<String> choice(Context context, String name, List<String> choices) {
        String text = context.queryParam(name);
        if (text != null && !choices.contains(text)) {
            throw ProblemException.invalid(name, "expected one of " + String.join(", ", choices) + ", found " + text);
        }
        return Optional.ofNullable(text);
    }

    /** A time in ISO 8601 with its offset. */
    static Optional<Instant> instant(Context context, String name) {
        String text = context.queryParam(name);
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException invalid) {
            throw ProblemException.invalid(
                    name, "expected a time such as 2026-01-31T09:30:00Z or 2026-01-31T09:30:00+01:00, found " + text);
        }
    }

    static Optional<Boolean> flag(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalid(name, "expected true or false, found " + text);
        }
        return Optional.ofNullable(text).map(Boolean::valueOf);
    }
}
