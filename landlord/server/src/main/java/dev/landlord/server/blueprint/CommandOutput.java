package dev.landlord.server.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.landlord.api.JsonRule;

/** Parses the output of a command. */
final class CommandOutput {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CommandOutput() {}

    /** The output as JSON, if it is valid and follows the {@link JsonRule}; else as a text without its last line ends. */
    static JsonNode read(String printed) {
        try {
            JsonNode json = STRICT.readTree(printed);
            if (!json.isMissingNode() && JsonRule.violations("output", json).isEmpty()) {
                return json;
            }
        } catch (JsonProcessingException text) {
            // The output is not JSON.
        }
        return JsonNodeFactory.instance.textNode(printed.replaceFirst("[\\r\\n]+$", ""));
    }
}
