package dev.landlord.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints named values, one per line. Omits empty values. */
final class Fields {
    private final Map<String, String> fields = new LinkedHashMap<>();

    Fields add(String name, String value) {
        String line = Text.oneLine(value);
        if (!line.isEmpty()) {
            fields.put(name, line);
        }
        return this;
    }

    void print(PrintWriter out) {
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((name, value) -> out.println(name + " ".repeat(width - name.length()) + "  " + value));
    }
}
