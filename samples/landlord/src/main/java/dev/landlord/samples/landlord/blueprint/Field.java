package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.samples.landlord.blueprint.BlueprintProblems.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value of a definition with the place where it stands. What is wrong with it is noted, and reading
 * goes on, so that all problems are told at once; so a reader answers {@code null} where there is
 * nothing that can be used.
 */
final class Field {
    private final JsonNode value;
    private final String path;
    private final Map<String, Integer> lines;
    private final List<Problem> problems;

    private Field(JsonNode value, String path, Map<String, Integer> lines, List<Problem> problems) {
        this.value = value;
        this.path = path;
        this.lines = lines;
        this.problems = problems;
    }

    static Field root(DefinitionText text) {
        return new Field(text.tree(), "", text.lines(), new ArrayList<>());
    }

    /** A text that did not come from a definition. */
    static Field value(String name, String text) {
        return new Field(JsonNodeFactory.instance.textNode(text), name, Map.of(), new ArrayList<>());
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    /** @throws BlueprintProblems if there is any problem, here or elsewhere in the text */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new BlueprintProblems(problems);
        }
    }

    void problem(String message) {
        problem(path, message);
    }

    /** Notes a problem of the value at {@code path}, which may be below this one. */
    void problem(String path, String message) {
        problems.add(new Problem(path, line(path), message));
    }

    // What is missing has no line; the place where it is missing has.
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

    /** The field of that name, which need not be there. */
    Field get(String name) {
        return new Field(value.path(name), child(path, name), lines, problems);
    }

    /** Which of these fields are there. */
    List<String> among(String... names) {
        return Arrays.stream(names).filter(value::has).toList();
    }

    /** Tells of every field with another name. */
    void expectOnly(String... names) {
        Set<String> known = Set.of(names);
        value.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                get(name).problem("unknown field; expected " + String.join(", ", names));
            }
        });
    }

    /** Whether it has fields; tells if not. */
    boolean isObject() {
        if (!value.isObject()) {
            problem("expected fields, found " + found());
        }
        return value.isObject();
    }

    /** The elements of a list; none if it is no list. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (isPresent() && !value.isArray()) {
            problem("expected a list, found " + found());
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            items.add(new Field(value.get(index), item(path, index), lines, problems));
        }
        return items;
    }

    /** A text; {@code null} if it is not there. */
    String text() {
        if (!isPresent()) {
            return null;
        }
        if (!value.isTextual()) {
            problem("expected a text, found " + found() + "; quote it");
            return null;
        }
        return value.asText();
    }

    /** A text with something in it, which must be there. */
    String requiredText() {
        if (isPresent() && !value.isTextual()) {
            return text();
        }
        if (!isPresent() || value.asText().isBlank()) {
            problem("required");
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
            problem(DurationText.EXPECTED + ", found " + found());
        } else if (duration.isZero() || duration.isNegative()) {
            problem(notPositive);
            return null;
        } else if (duration.compareTo(max) > 0) {
            problem("must be at most " + DurationText.of(max) + ", found " + found());
            return null;
        }
        return duration;
    }

    /** A positive duration of at most {@code max}; {@code otherwise} if the field is absent or invalid. */
    Duration durationOr(Duration otherwise, Duration max) {
        Duration duration = duration("must be positive, found " + found(), max);
        return duration == null ? otherwise : duration;
    }

    /** What stands there, shortened. */
    String found() {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
