package dev.landlord.samples.landlord.config;

import java.util.Optional;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path the key, as it is written in a file
 * @param message what is wrong and what was expected
 * @param origin where the value comes from; absent where none was set
 */
public record Problem(String path, String message, Optional<String> origin) {
    static Problem at(String path, String message, String origin) {
        return new Problem(path, message, Optional.of(origin));
    }

    @Override
    public String toString() {
        String block = path.startsWith(Key.RESTATE) ? "restate config: " : "";
        return block + message + " (" + path
                + origin.map(from -> ", from " + from).orElse(" is not set") + ")";
    }
}
