package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hides the values of fields with the name of a secret in the terminal, except with {@code --output json}. */
final class Secrets {
    private static final Set<String> NAMES = Set.of("password", "passwd", "secret", "token", "apikey", "privatekey");
    private static final TextNode HIDDEN = TextNode.valueOf("***");

    private Secrets() {}

    /** The value as JSON on one line, with hidden secrets; empty if there is no value. */
    static String shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.isObject() && value.isEmpty()
                ? ""
                : hidden(value).toString();
    }

    /** A copy in which the value of each field with the name of a secret is {@code ***}. */
    static JsonNode hidden(JsonNode value) {
        JsonNode copy = value.deepCopy();
        hide(copy);
        return copy;
    }

    private static void hide(JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (isSecret(field.getKey())) {
                    field.setValue(HIDDEN);
                } else {
                    hide(field.getValue());
                }
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(Secrets::hide);
        }
    }

    private static boolean isSecret(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return NAMES.stream().anyMatch(letters::contains);
    }
}
