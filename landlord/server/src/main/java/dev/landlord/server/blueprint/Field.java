package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.server.blueprint.InvalidBlueprintException.BlueprintError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value of a definition, with its path and line. An invalid value adds an error, and parsing goes on, so that all errors
 * are reported at once. A method then returns {@code null}.
 */
final class Field {
    private final JsonNode value;
    private final String path;
    private final Map<String, Integer> lines;
    private final List<BlueprintError> errors;

    private Field(JsonNode value, String path, Map<String, Integer> lines, List<BlueprintError> errors) {
        this.value = value;
        this.path = path;
        this.lines = lines;
        this.errors = errors;
    }

    static Field root(DefinitionText text) {
        return new Field(text.tree(), "", text.lines(), new ArrayList<>());
    }

    /** A field whose text does not come from a definition. */
    static Field value(String name, String text) {
        return new Field(JsonNodeFactory.instance.textNode(text), name, Map.of(), new ArrayList<>());
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    /** @throws InvalidBlueprintException if this or another field of the definition has an error */
    void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw new InvalidBlueprintException(errors);
        }
    }

    void error(String message) {
        error(path, message);
    }

    /** Adds an error of the value at {@code path}. */
    void error(String path, String message) {
        errors.add(new BlueprintError(path, line(path), message));
    }

    // A missing field has no line; its parent has one.
    private int line(String path) {
        Integer line = lines.get(path);
        int parent = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        if (line != null || path.isEmpty()) {
            return line == null ? 0 : line;
        }
        return line(parent < 0 ? "" : path.substring(0, parent));
    }

    boolean isPresent() {
        return !value.isMissingNode() && !value.isNull();
    }

    JsonNode json() {
        return value;
    }

    /** The field of that name, which may be missing. */
    Field get(String name) {
        return new Field(value.path(name), child(path, name), lines, errors);
    }

    /** Returns those of the names whose fields are present. */
    List<String> present(String... names) {
        return Arrays.stream(names).filter(value::has).toList();
    }

    /** The names of all fields except {@code name}. */
    List<String> keysExcept(String name) {
        List<String> keys = new ArrayList<>();
        value.fieldNames().forEachRemaining(keys::add);
        keys.remove(name);
        return keys;
    }

    /** Adds an error for each field with another name. */
    void expectOnly(String... names) {
        Set<String> known = Set.of(names);
        value.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                get(name).error("unknown field; expected " + String.join(", ", names));
            }
        });
    }

    /** Returns whether the value is an object; adds an error otherwise. */
    boolean isObject() {
        if (!value.isObject()) {
            error("expected fields, found " + found());
        }
        return value.isObject();
    }

    /** The elements of a list; adds an error and returns none if the value is not a list. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (isPresent() && !value.isArray()) {
            error("expected a list, found " + found());
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            items.add(new Field(value.get(index), item(path, index), lines, errors));
        }
        return items;
    }

    /** A text; {@code null} if the field is missing. */
    String text() {
        if (!isPresent()) {
            return null;
        }
        if (!value.isTextual()) {
            error("expected a text, found " + found() + "; quote it");
            return null;
        }
        return value.asText();
    }

    /** A required text that is not blank. */
    String requiredText() {
        if (isPresent() && !value.isTextual()) {
            return text();
        }
        if (!isPresent() || value.asText().isBlank()) {
            error("required");
            return null;
        }
        return value.asText();
    }

    /** A positive duration of at most {@code max}; {@code null} if the field is absent. */
    Duration duration(String notPositive, Duration max) {
        if (!isPresent()) {
            return null;
        }
        Duration duration = DurationText.parse(value.asText()).orElse(null);
        if (duration == null) {
            error(DurationText.EXPECTED + ", found " + found());
        } else if (duration.isZero() || duration.isNegative()) {
            error(notPositive);
            return null;
        } else if (duration.compareTo(max) > 0) {
            error("must be at most " + DurationText.of(max) + ", found " + found());
            return null;
        }
        return duration;
    }

    /** A positive duration of at most {@code max}; {@code otherwise} if the field is absent or invalid. */
    Duration durationOr(Duration otherwise, Duration max) {
        Duration duration = duration("must be positive, found " + found(), max);
        return duration == null ? otherwise : duration;
    }

    /** The value, shortened for a message. */
    String found() {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
