package dev.landlord.server.blueprint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.landlord.server.blueprint.InvalidBlueprintException.BlueprintError;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a definition file, YAML or JSON.
 *
 * @param tree the content
 * @param lines the line of each field, from 1, by the path of the field
 */
public record DefinitionText(JsonNode tree, Map<String, Integer> lines) {
    private static final ObjectMapper YAML =
            new ObjectMapper(YAMLFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    /** @throws InvalidBlueprintException if the text is neither YAML nor JSON, or contains a key twice */
    public static DefinitionText parse(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(text)) {
            JsonNode tree = parser.nextToken() == null ? JsonNodeFactory.instance.nullNode() : value(parser, "", lines);
            return new DefinitionText(tree, lines);
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            String reason = malformed.getOriginalMessage().lines().findFirst().orElse("malformed");
            throw new InvalidBlueprintException(
                    List.of(new BlueprintError("", Math.max(line, 0), "expected YAML or JSON: " + reason)));
        } catch (IOException impossible) {
            throw new IllegalStateException("a text could not be read", impossible);
        }
    }

    private static JsonNode value(JsonParser parser, String path, Map<String, Integer> lines) throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path, lines);
            case START_ARRAY -> array(parser, path, lines);
            default -> YAML.readTree(parser);
        };
    }

    private static ObjectNode object(JsonParser parser, String path, Map<String, Integer> lines) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = Field.child(path, name);
            lines.put(field, parser.currentTokenLocation().getLineNr());
            parser.nextToken();
            object.set(name, value(parser, field, lines));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, String path, Map<String, Integer> lines) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, Field.item(path, array.size()), lines));
        }
        return array;
    }
}
