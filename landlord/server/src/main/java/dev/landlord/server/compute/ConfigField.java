package dev.landlord.server.compute;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A field that a provider reads from {@code desired_config}.
 *
 * @param byDefault the default, as text; {@code null} if there is none
 */
public record ConfigField(
        String field,
        Type type,
        boolean required,

        @JsonProperty("default") @JsonInclude(JsonInclude.Include.NON_NULL)
        String byDefault,

        String description) {
    private static final Pattern DURATION = Pattern.compile("\\d{1,9}(ms|s|m|h)");

    /** The type of a field in JSON. */
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

        private final String expected;
        private final Predicate<JsonNode> matches;

        Type(String expected, Predicate<JsonNode> matches) {
            this.expected = expected;
            this.matches = matches;
        }

        /** The name in the API. */
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

    /** A required field. */
    static ConfigField required(String field, Type type, String description) {
        return new ConfigField(field, type, true, null, description);
    }

    /** An optional field; {@code byDefault} may be {@code null}. */
    static ConfigField optional(String field, Type type, String byDefault, String description) {
        return new ConfigField(field, type, false, byDefault, description);
    }

    /** The error in the type of this field in {@code desiredConfig}, if there is one. */
    Optional<FieldError> error(JsonNode desiredConfig) {
        JsonNode value = desiredConfig.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return required ? typeError("is missing; expected " + type.expected) : Optional.empty();
        }
        return type.matches.test(value)
                ? Optional.empty()
                : typeError("expected " + type.expected + ", found " + value);
    }

    private Optional<FieldError> typeError(String message) {
        return Optional.of(error(field, message));
    }

    /** An error in a field of {@code desired_config}. */
    static FieldError error(String field, String message) {
        return new FieldError("desired_config." + field, message);
    }

    /** The errors of all {@code fields}. */
    static List<FieldError> errors(List<ConfigField> fields, JsonNode desiredConfig) {
        return fields.stream()
                .flatMap(field -> field.error(desiredConfig).stream())
                .toList();
    }
}
