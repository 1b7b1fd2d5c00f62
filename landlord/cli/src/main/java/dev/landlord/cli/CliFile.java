package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code landlord-cli.yaml}, in the current directory, or in {@code $XDG_CONFIG_HOME/landlord}.
 *
 * @param path the file
 * @param settings its content, an object with known keys
 */
record CliFile(Path path, JsonNode settings) {
    static final String API_URL = "api_url";
    static final String API_KEY = "api_key";

    private static final String NAME = "landlord-cli.yaml";
    private static final List<String> KEYS = List.of(API_URL, API_KEY);

    /** The first file that exists. */
    static Optional<CliFile> find(CliEnvironment environment) {
        String home = environment.variables().getOrDefault("HOME", "");
        String configured = environment.variables().getOrDefault("XDG_CONFIG_HOME", "");
        Path config = configured.isBlank() ? Path.of(home, ".config") : Path.of(configured);
        return Stream.of(
                        environment.directory().resolve(NAME),
                        config.resolve("landlord").resolve(NAME))
                .filter(Files::exists)
                .findFirst()
                .map(CliFile::read);
    }

    private static CliFile read(Path file) {
        JsonNode settings = Yaml.object(file);
        for (Iterator<String> keys = settings.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                throw CliException.badInput(
                        file + ": unknown key \"" + key + "\"; expected " + String.join(" or ", KEYS));
            }
        }
        return new CliFile(file, settings);
    }

    /** The text of a key; empty if it is not set. */
    Optional<String> text(String key) {
        return settings.hasNonNull(key) ? Optional.of(settings.get(key).asText()) : Optional.empty();
    }
}
