package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.samples.landlord.input.JsonRule;

/** What a command's output means. */
final class CommandOutput {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CommandOutput() {}

    /** JSON if it is and keeps the {@link JsonRule}, else the text without the line ends at its end. */
    static JsonNode read(String printed) {
        try {
            JsonNode json = STRICT.readTree(printed);
            if (!json.isMissingNode() && JsonRule.violations("output", json).isEmpty()) {
                return json;
            }
        } catch (JsonProcessingException text) {
            // Most commands print a text.
        }
        return JsonNodeFactory.instance.textNode(printed.replaceFirst("[\\r\\n]+$", ""));
    }
}
