package dev.landlord.samples.landlord.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.landlord.samples.landlord.http.Problem.FieldError;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The body of a request: a JSON object of which everything is known. */
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
     * Reads it.
     *
     * @throws Refusal if it is not a JSON object, or has other fields than these
     */
    static Body of(Context context, String... fields) {
        Body body = new Body(parse(context.body()));
        Set<String> known = Set.of(fields);
        body.json.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                body.error(field, "there is no such field; expected " + String.join(", ", fields));
            }
        });
        body.refuseIfWrong();
        return body;
    }

    private static JsonNode parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new Refusal(
                    400,
                    "malformed_request",
                    "the body is not JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr() + ": " + malformed.getOriginalMessage());
        }
        if (!json.isObject()) {
            throw new Refusal(400, "malformed_request", "the body is not a JSON object, as is expected");
        }
        return json;
    }

    /** All of it. */
    JsonNode json() {
        return json;
    }

    /** {@code null} if it is not there. */
    JsonNode get(String field) {
        return json.hasNonNull(field) ? json.get(field) : null;
    }

    /** A text; {@code null} if it is not there. */
    String text(String field) {
        JsonNode value = get(field);
        if (value != null && !value.isTextual()) {
            error(field, "expected a text, found " + value);
        }
        return value == null ? null : value.asText();
    }

    /** A text that has to be there. */
    String required(String field) {
        String text = text(field);
        if (text == null || text.isBlank()) {
            error(field, "is missing; expected a text");
        }
        return text;
    }

    /** A whole number from 1; {@code null} if it is not there. */
    Integer count(String field) {
        JsonNode value = get(field);
        if (value != null && (!value.canConvertToInt() || value.asInt() < 1)) {
            error(field, "expected a whole number from 1, found " + value);
        }
        return value == null ? null : value.asInt();
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** @throws Refusal if anything that was read is wrong */
    void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }
}
