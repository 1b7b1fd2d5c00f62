package dev.landlord.samples.landlord.cli;

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
 * One object in YAML, of which JSON is a part. Refused are: keys that occur twice, a second document, and aliases, which
 * would be taken for texts.
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
     * The object that a text is.
     *
     * @param where what the text is called in complaints
     */
    static ObjectNode object(String where, String text) {
        try {
            check(where, text);
            JsonNode value = MAPPER.readTree(text);
            if (value instanceof ObjectNode object) {
                JsonInput.requireRule(where, object);
                return object;
            }
            throw Complaint.badInput(where + ": expected an object in YAML or JSON, such as \"key: value\", found "
                    + (value.isMissingNode() || value.isNull() ? "nothing" : Text.cell(value.toString())));
        } catch (JsonProcessingException malformed) {
            throw Complaint.badInput(where + ": expected YAML, found " + Malformed.atLine(malformed));
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

    /** Refuses what the mapper would take for something else, or not look at. */
    private static void check(String where, String text) throws IOException {
        try (YAMLParser parser = MAPPER.getFactory().createParser(text)) {
            int depth = 0;
            boolean ended = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (ended) {
                    throw Complaint.badInput(where + ": expected one document, found another at line " + line);
                }
                if (parser.isCurrentAlias()) {
                    throw Complaint.badInput(where + ": alias *" + parser.getText() + " at line " + line
                            + ": write out what it stands for");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                ended = depth == 0;
            }
        }
    }
}
