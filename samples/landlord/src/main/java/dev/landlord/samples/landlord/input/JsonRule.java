package dev.landlord.samples.landlord.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The one rule for JSON from outside. Each door applies it before anything is stored: the HTTP API, the command line
 * with its files, and the handlers that Restate's ingress reaches. What keeps the rule can be read, copied and handed to
 * workflows by every part of Landlord, so what is stored can always be changed and deleted.
 */
public final class JsonRule {
    /** How deep a value may nest; a text or a number has the depth 0. */
    public static final int MAX_DEPTH = 64;

    /** The size of a value as JSON, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The length of a field's name, in characters. */
    public static final int MAX_NAME = 256;

    private static final int SHOWN = 60;

    private JsonRule() {}

    /**
     * What breaks the rule.
     *
     * @param field its path, such as {@code desired_config.sizes[2]}
     * @param message what was expected and found
     */
    public record Violation(String field, String message) {}

    private record Place(String path, JsonNode value, int depth) {}

    /**
     * Returns everything that breaks the rule in {@code value}; empty if nothing does. Does not recurse, because the
     * depth of the value is not known yet.
     *
     * @param field the path of the value in its request
     */
    public static List<Violation> violations(String field, JsonNode value) {
        List<Violation> violations = new ArrayList<>();
        Deque<Place> places = new ArrayDeque<>();
        places.push(new Place(field, value, 0));
        while (!places.isEmpty()) {
            Place place = places.pop();
            if (place.depth() > MAX_DEPTH) {
                // What is deeper is not looked at, and not written into a message.
                return List.of(new Violation(field, "must not be nested deeper than " + MAX_DEPTH + " levels"));
            }
            scalar(place, violations);
            children(place, places, violations);
        }
        if (violations.isEmpty()) {
            size(field, value, violations);
        }
        return violations;
    }

    private static void scalar(Place place, List<Violation> violations) {
        JsonNode value = place.value();
        if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
            violations.add(new Violation(
                    place.path(),
                    "expected a number within the range of a double (up to 1.797e308 in absolute value)"));
        }
        if (value.isTextual()) {
            text(place.path(), value.textValue(), violations);
        }
    }

    private static void text(String path, String text, List<Violation> violations) {
        if (text.indexOf('\0') >= 0) {
            violations.add(new Violation(path, "must not contain the character U+0000"));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            violations.add(new Violation(path, "must not contain half of a surrogate pair"));
        }
    }

    private static void children(Place place, Deque<Place> places, List<Violation> violations) {
        place.value().properties().forEach(entry -> {
            String name = entry.getKey();
            String path = place.path().isEmpty() ? shown(name) : place.path() + "." + shown(name);
            if (name.length() > MAX_NAME) {
                violations.add(new Violation(
                        path,
                        "the name of a field must have at most " + MAX_NAME + " characters, found " + name.length()));
            }
            text(path, name, violations);
            places.push(new Place(path, entry.getValue(), place.depth() + 1));
        });
        for (int index = 0; place.value().isArray() && index < place.value().size(); index++) {
            places.push(
                    new Place(place.path() + "[" + index + "]", place.value().get(index), place.depth() + 1));
        }
    }

    private static void size(String field, JsonNode value, List<Violation> violations) {
        int size = value.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            violations.add(new Violation(
                    field,
                    (field.isEmpty() ? "it" : field) + " must not be larger than " + MAX_BYTES
                            + " bytes of JSON, found " + size));
        }
    }

    /** A text for a message: at most 60 characters of it. */
    public static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
