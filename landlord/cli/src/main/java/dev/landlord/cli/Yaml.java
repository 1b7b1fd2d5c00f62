package dev.landlord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one object in YAML, which includes JSON. Refuses duplicate keys, a second document, and aliases, which the parser
 * would read as texts.
 */
final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Yaml() {}

    /** The object in a file. */
    static ObjectNode object(Path file) {
        return object(file.toString(), InputFile.read(file));
    }

    /**
     * The object in a text.
     *
     * @param where the name of the text in messages
     */
    static ObjectNode object(String where, String text) {
        try {
            check(where, text);
            JsonNode value = MAPPER.readTree(text);
            if (value instanceof ObjectNode object) {
                JsonInput.requireRule(where, object);
                return object;
            }
            throw CliException.badInput(where + ": expected an object in YAML or JSON, such as \"key: value\", found "
                    + (value.isMissingNode() || value.isNull() ? "nothing" : Text.cell(value.toString())));
        } catch (JsonProcessingException malformed) {
            throw CliException.badInput(where + ": expected YAML, found " + ParseErrors.atLine(malformed));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Refuses texts that the mapper would misread, or not read completely. */
    private static void check(String where, String text) throws IOException {
        try (YAMLParser parser = MAPPER.getFactory().createParser(text)) {
            int depth = 0;
            boolean ended = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (ended) {
                    throw CliException.badInput(where + ": expected one document, found another at line " + line);
                }
                if (parser.isCurrentAlias()) {
                    throw CliException.badInput(where + ": alias *" + parser.getText() + " at line " + line
                            + ": expected the value itself; write it out");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                ended = depth == 0;
            }
        }
    }
}
