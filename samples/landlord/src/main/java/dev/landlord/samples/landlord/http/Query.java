package dev.landlord.samples.landlord.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** What stands behind the question mark. */
final class Query {
    private Query() {}

    static int number(Context context, String name, int byDefault, int least, int most) {
        String text = context.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told like one that is out of range.
        }
        String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
        throw Refusal.invalid(name, "expected a whole number of " + range + ", found " + text);
    }

    static Optional<String> choice(Context context, String name, List<String> choices) {
        String text = context.queryParam(name);
        if (text != null && !choices.contains(text)) {
            throw Refusal.invalid(name, "expected one of " + String.join(", ", choices) + ", found " + text);
        }
        return Optional.ofNullable(text);
    }

    static Optional<Boolean> flag(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Refusal.invalid(name, "expected true or false, found " + text);
        }
        return Optional.ofNullable(text).map(Boolean::valueOf);
    }
}
