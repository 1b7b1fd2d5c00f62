package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A field that a provider reads from {@code desired_config}.
 *
 * @param byDefault what holds if it is left out, as text; {@code null} if nothing does
 */
public record ConfigField(
        String field,
        Type type,
        boolean required,

        @JsonProperty("default") @JsonInclude(JsonInclude.Include.NON_NULL)
        String byDefault,

        String description) {
    private static final Pattern DURATION = Pattern.compile("\\d{1,9}(ms|s|m|h)");

    /** What a field holds, as JSON. */
    public enum Type {
        STRING("a string", JsonNode::isTextual),
        INTEGER(
                "a whole number of 0 or more",
                value -> value.canConvertToInt() && value.isIntegralNumber() && value.asInt() >= 0),
        BOOLEAN("true or false", JsonNode::isBoolean),
        STRINGS("an array of strings", Type::areStrings),
        /** A whole number and a unit: {@code 200ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
        DURATION(
                "a duration such as \"200ms\" or \"5s\"",
                value -> ConfigField.DURATION.matcher(value.asText()).matches());

        private final String words;
        private final Predicate<JsonNode> matches;

        Type(String words, Predicate<JsonNode> matches) {
            this.words = words;
            this.matches = matches;
        }

        /** As the API writes it. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static boolean areStrings(JsonNode value) {
            if (!value.isArray()) {
                return false;
            }
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A field that must be given. */
    static ConfigField required(String field, Type type, String description) {
        return new ConfigField(field, type, true, null, description);
    }

    /** A field that may be left out; {@code byDefault} may be {@code null}. */
    static ConfigField optional(String field, Type type, String byDefault, String description) {
        return new ConfigField(field, type, false, byDefault, description);
    }

    /** What is wrong with this field of {@code desiredConfig}, looking at its type alone. */
    Optional<FieldProblem> problem(JsonNode desiredConfig) {
        JsonNode value = desiredConfig.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return required ? told("is missing; expected " + type.words) : Optional.empty();
        }
        return type.matches.test(value) ? Optional.empty() : told("expected " + type.words + ", found " + value);
    }

    private Optional<FieldProblem> told(String message) {
        return Optional.of(FieldProblem.ofConfig(field, message));
    }

    /** The problems of all {@code fields}. */
    static List<FieldProblem> problems(List<ConfigField> fields, JsonNode desiredConfig) {
        return fields.stream()
                .flatMap(field -> field.problem(desiredConfig).stream())
                .toList();
    }
}
