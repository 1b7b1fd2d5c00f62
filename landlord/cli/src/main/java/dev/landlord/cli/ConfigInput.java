package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of a tenant on the command line: JSON, YAML, the name of a file with or without {@code @}, or a {@code
 * file://} URL.
 */
final class ConfigInput {
    private static final String OPTION = "--config";

    private ConfigInput() {}

    static ObjectNode read(String text, Path directory) {
        if (text.startsWith("file:")) {
            return Yaml.object(path(text));
        }
        if (!isInline(text)) {
            Path file = InputFile.named(text, directory);
            if (Files.exists(file) || !text.contains(":")) {
                return Yaml.object(file);
            }
        }
        return Yaml.object(OPTION, text);
    }

    private static boolean isInline(String text) {
        return text.isBlank() || text.contains("\n") || text.strip().startsWith("{");
    }

    private static Path path(String url) {
        try {
            return Path.of(URI.create(url));
        } catch (IllegalArgumentException malformed) {
            throw CliException.badInput(
                    OPTION + " " + url + ": expected an absolute URL such as file:///etc/acme.yaml");
        }
    }
}
