package dev.landlord.server.config;

import java.util.Optional;

/**
 * An error in the configuration.
 *
 * @param path the path of the key in a file
 * @param message the error, and what was expected
 * @param origin where the value is set; absent if no value is set
 */
public record ConfigError(String path, String message, Optional<String> origin) {
    static ConfigError at(String path, String message, String origin) {
        return new ConfigError(path, message, Optional.of(origin));
    }

    @Override
    public String toString() {
        String block = path.startsWith(Key.RESTATE) ? "restate config: " : "";
        return block + message + " (" + path
                + origin.map(from -> ", from " + from).orElse(" is not set") + ")";
    }
}
