package dev.landlord.server.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.landlord.api.FieldError;
import dev.landlord.api.JsonRule;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The body of a request: a JSON object with known fields, in UTF-8. */
final class Body {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode json;
    private final List<FieldError> errors = new ArrayList<>();

    private Body(JsonNode json) {
        this.json = json;
    }

    /**
     * Parses the body of a request.
     *
     * @throws ProblemException if the body is not a JSON object, or contains other fields
     */
    static Body of(Context context, String... fields) {
        Body body = new Body(parse(text(context)));
        Set<String> known = Set.of(fields);
        body.json.properties().forEach(entry -> {
            String field = entry.getKey();
            if (!known.contains(field)) {
                body.error(JsonRule.shown(field), "unknown field; expected " + String.join(", ", fields));
            } else {
                body.errors.addAll(JsonRule.violations(field, entry.getValue()));
            }
        });
        body.throwIfInvalid();
        return body;
    }

    private static String text(Context context) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(BodyReader.body(context)))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw malformed("the body is not UTF-8; send JSON in UTF-8");
        }
    }

    private static JsonNode parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (StreamConstraintsException tooLarge) {
            throw malformed("the body is JSON with more than " + JsonRule.MAX_DEPTH
                    + " levels, or with a number or name that is too long");
        } catch (JsonProcessingException malformed) {
            throw malformed("the body is not JSON: " + place(malformed) + malformed.getOriginalMessage());
        }
        if (!json.isObject()) {
            throw malformed("the body is not a JSON object; send a JSON object");
        }
        return json;
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(400, "malformed_request", detail);
    }

    /** The location of the error; the parser reports none if the JSON is nested too deeply. */
    private static String place(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** The whole body. */
    JsonNode json() {
        return json;
    }

    /** The value of a field; {@code null} if the field is missing or null. */
    JsonNode get(String field) {
        return json.hasNonNull(field) ? json.get(field) : null;
    }

    /** Returns which of two names of the same member the body contains; {@code name} if it contains neither. */
    String either(String name, String alias) {
        if (json.has(name) && json.has(alias)) {
            error(alias, "is another name of " + name + "; expected one of them, found both");
        }
        return json.has(alias) ? alias : name;
    }

    /** A required field with any JSON value, including null. */
    JsonNode any(String field) {
        if (!json.has(field)) {
            error(field, field + " is required");
        }
        return json.get(field);
    }

    /** A required field with a JSON object. */
    JsonNode requiredObject(String field) {
        JsonNode value = json.path(field);
        if (!value.isObject()) {
            error(
                    field,
                    value.isMissingNode()
                            ? "is missing; expected an object"
                            : "expected an object, found " + shown(value));
        }
        return value;
    }

    /** A string; {@code null} if the field is missing. */
    String text(String field) {
        JsonNode value = get(field);
        if (value != null && !value.isTextual()) {
            error(field, "expected a text, found " + shown(value));
        }
        return value == null ? null : value.asText();
    }

    /** A required string. */
    String required(String field) {
        String text = text(field);
        boolean isOfOtherType = json.hasNonNull(field) && !json.get(field).isTextual();
        if (!isOfOtherType && (text == null || text.isBlank())) {
            error(field, "is missing; expected a text");
        }
        return text;
    }

    /** A list of texts; empty if the field is missing. */
    List<String> texts(String field) {
        JsonNode value = get(field);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!value.isArray()) {
            error(field, "expected a list of texts, found " + shown(value));
            return texts;
        }
        for (JsonNode each : value) {
            if (!each.isTextual()) {
                error(field, "expected a list of texts, found " + shown(each) + " in it");
            }
            texts.add(each.asText());
        }
        return texts;
    }

    /** A whole number from 1; {@code null} if the field is missing. */
    Integer count(String field) {
        JsonNode value = get(field);
        if (value != null && (!value.canConvertToInt() || value.asInt() < 1)) {
            error(field, "expected a whole number from 1, found " + shown(value));
        }
        return value == null ? null : value.asInt();
    }

    private static String shown(JsonNode value) {
        return JsonRule.shown(value.toString());
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** @throws ProblemException if a field is invalid */
    void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
