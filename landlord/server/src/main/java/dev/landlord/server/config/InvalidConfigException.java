package dev.landlord.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is invalid. The message contains every error, one per line. */
public final class InvalidConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigError> errors;

    InvalidConfigException(List<ConfigError> errors) {
        super(errors.stream()
                .map(error -> "- " + error)
                .collect(Collectors.joining("\n", "invalid configuration:\n", "")));
        this.errors = List.copyOf(errors);
    }

    InvalidConfigException(ConfigError error) {
        this(List.of(error));
    }

    public List<ConfigError> errors() {
        return errors;
    }
}
