package dev.landlord.server.http;

import dev.landlord.api.JsonRule;
import dev.landlord.server.tenant.LabelSelector;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Parses the query parameters of a request, which {@link QueryParameters} declares. */
final class Query {
    private Query() {}

    /** A number; empty if the parameter is missing. */
    static OptionalInt number(Context context, String name, int min, int max) {
        String text = context.queryParam(name);
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException invalid) {
            // Reported like a number that is out of range.
        }
        String range = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
        throw invalid(name, "expected a whole number of " + range, text);
    }

    /** The chosen constants of a comma-separated parameter; empty if the parameter is missing. */
    static <T> Set<T> choices(Context context, String name, T[] all, Function<T, String> word) {
        String text = context.queryParam(name);
        if (text == null) {
            return Set.of();
        }
        Map<String, T> byWord = new LinkedHashMap<>();
        for (T each : all) {
            byWord.put(word.apply(each), each);
        }
        Set<T> chosen = new LinkedHashSet<>();
        for (String item : text.split(",", -1)) {
            T choice = byWord.get(item.strip());
            if (choice == null) {
                throw invalid(name, "expected one or more of " + String.join(", ", byWord.keySet()), item.strip());
            }
            chosen.add(choice);
        }
        return chosen;
    }

    /** A text that a database can compare: without control characters. */
    static Optional<String> text(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "expected a text without control characters", text);
        }
        return Optional.ofNullable(text);
    }

    static Optional<Boolean> flag(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw invalid(name, "expected true or false", text);
        }
        return Optional.ofNullable(text).map(Boolean::valueOf);
    }

    /** The time of the parameter {@code since}: a time, or a duration before now. */
    static Optional<Instant> since(Context context) {
        return time(context, "since");
    }

    /** A time, or a duration before now. */
    static Optional<Instant> time(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name))
                .map(given ->
                        Since.parse(given, Instant.now()).orElseThrow(() -> invalid(name, Since.EXPECTED, given)));
    }

    /** The labels of the parameter {@code label}; a tenant must have all of them. */
    static List<LabelSelector> labels(Context context) {
        return context.queryParams("label").stream()
                .map(text ->
                        LabelSelector.parse(text).orElseThrow(() -> invalid("label", LabelSelector.EXPECTED, text)))
                .toList();
    }

    private static ProblemException invalid(String name, String expected, String found) {
        return ProblemException.invalid(name, expected + ", found " + JsonRule.shown(found));
    }
}
