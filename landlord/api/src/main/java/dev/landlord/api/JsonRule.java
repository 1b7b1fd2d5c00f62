package dev.landlord.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The one rule for external JSON. Each entry point applies it before Landlord stores anything: the HTTP API, the command
 * line with its files, and the handlers that Restate's ingress calls. Every part of Landlord can read, copy and pass on
 * JSON that follows the rule, so everything that is stored can be changed and deleted.
 */
public final class JsonRule {
    /** The maximum depth of a value; a text or a number has the depth 0. */
    public static final int MAX_DEPTH = 64;

    /** The maximum size of a value as JSON, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The maximum length of a field's name, in characters. */
    public static final int MAX_NAME = 256;

    private static final int SHOWN = 60;

    private JsonRule() {}

    private record Place(String path, JsonNode value, int depth) {}

    /**
     * Returns all violations of the rule in {@code value}; empty if it follows the rule. Does not recurse, because the
     * value may be nested too deeply for that.
     *
     * @param field the path of the value in its request
     */
    public static List<FieldError> violations(String field, JsonNode value) {
        List<FieldError> violations = new ArrayList<>();
        Deque<Place> places = new ArrayDeque<>();
        places.push(new Place(field, value, 0));
        while (!places.isEmpty()) {
            Place place = places.pop();
            if (place.depth() > MAX_DEPTH) {
                // Deeper values are not checked, and do not appear in a message.
                return List.of(new FieldError(field, "must not be nested deeper than " + MAX_DEPTH + " levels"));
            }
            scalar(place, violations);
            children(place, places, violations);
        }
        if (violations.isEmpty()) {
            size(field, value, violations);
        }
        return violations;
    }

    private static void scalar(Place place, List<FieldError> violations) {
        JsonNode value = place.value();
        if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
            violations.add(new FieldError(
                    place.path(),
                    "expected a number within the range of a double (up to 1.797e308 in absolute value)"));
        }
        if (value.isTextual()) {
            text(place.path(), value.textValue(), violations);
        }
    }

    private static void text(String path, String text, List<FieldError> violations) {
        if (text.indexOf('\0') >= 0) {
            violations.add(new FieldError(path, "must not contain the character U+0000"));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            violations.add(new FieldError(path, "must not contain an unpaired surrogate"));
        }
    }

    private static void children(Place place, Deque<Place> places, List<FieldError> violations) {
        place.value().properties().forEach(entry -> {
            String name = entry.getKey();
            String path = place.path().isEmpty() ? shown(name) : place.path() + "." + shown(name);
            if (name.length() > MAX_NAME) {
                violations.add(new FieldError(
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

    private static void size(String field, JsonNode value, List<FieldError> violations) {
        int size = value.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            violations.add(new FieldError(
                    field,
                    (field.isEmpty() ? "it" : field) + " must not be larger than " + MAX_BYTES
                            + " bytes of JSON, found " + size));
        }
    }

    /** A text shortened for a message, to 60 characters. */
    public static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
