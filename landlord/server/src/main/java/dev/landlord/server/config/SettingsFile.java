package dev.landlord.server.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads a YAML or JSON file into settings with their line numbers. */
final class SettingsFile {
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final Path file;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private SettingsFile(Path file) {
        this.file = file;
    }

    /** The values in the file, by their dotted paths. A {@code null} counts as not set. */
    static Map<String, Setting> read(Path file) {
        SettingsFile read = new SettingsFile(file);
        try (JsonParser parser = factory(file).createParser(bytes(file))) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                read.block(parser, "");
            } else if (first != null) {
                throw read.error(
                        "expected blocks of keys", parser.currentTokenLocation().getLineNr());
            }
            return read.settings;
        } catch (JsonProcessingException malformed) {
            throw read.malformed(malformed);
        } catch (IOException unreadable) {
            throw read.error("cannot be read: " + unreadable, 1);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static JsonFactory factory(Path file) {
        return file.toString().endsWith(".json") ? new JsonFactory() : new YAMLFactory();
    }

    private void block(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String path = prefix + parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            switch (parser.nextToken()) {
                case START_OBJECT -> block(parser, path + ".");
                case START_ARRAY -> throw error("expected one value for " + path + ", found a list", line);
                case VALUE_NULL -> {}
                default -> settings.put(path, new Setting(parser.getText(), file + ", line " + line));
            }
        }
    }

    private InvalidConfigException malformed(JsonProcessingException failure) {
        if (failure.getCause() instanceof MarkedYAMLException yaml) {
            return error(
                    "cannot be read: " + yaml.getProblem(),
                    yaml.getProblemMark().getLine() + 1);
        }
        // The parser reports no location if the file exceeds one of its limits.
        int line = failure.getLocation() == null ? 1 : failure.getLocation().getLineNr();
        return error("cannot be read: " + failure.getOriginalMessage(), line);
    }

    private InvalidConfigException error(String message, int line) {
        return new InvalidConfigException(ConfigError.at("config", message, file + ", line " + line));
    }
}
