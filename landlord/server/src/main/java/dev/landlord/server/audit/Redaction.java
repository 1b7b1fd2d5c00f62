package dev.landlord.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Replaces the values of fields whose names say that they are secret, at each depth. */
public final class Redaction {
    /** What replaces a secret. */
    public static final String REDACTED = "[redacted]";

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passphrase|secret|token|credential|api[_-]?key|private[_-]?key).*");

    private Redaction() {}

    /** Whether a field of that name is secret. */
    public static boolean isSecret(String field) {
        return SECRET.matcher(field).matches();
    }

    /** A copy without secrets. */
    public static JsonNode of(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            isSecret(field.getKey()) && !field.getValue().isNull()
                                    ? TextNode.valueOf(REDACTED)
                                    : of(field.getValue())));
            return copy;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(of(element)));
            return copy;
        }
        return json;
    }
}
