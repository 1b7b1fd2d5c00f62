package dev.landlord.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The typed values of keys. An invalid value adds an error and is replaced by the default (or nothing), so that all errors
 * are reported at once.
 */
final class Values {
    /** The longest duration of a wait in Restate. */
    private static final Duration MAX_DURATION = Duration.ofDays(36_500);

    private static final String FLAG = "be true or false";
    private static final String DURATION = "be a duration such as 30m, 1h30m or 500ms";

    private final Sources sources;
    private final List<ConfigError> errors = new ArrayList<>();

    Values(Sources sources) {
        this.sources = sources;
    }

    List<ConfigError> errors() {
        return errors;
    }

    boolean isSet(Key key) {
        return sources.find(key).isPresent();
    }

    /** Adds an error of the value of {@code key}. */
    void error(Key key, String message) {
        errors.add(new ConfigError(key.path(), message, origin(key)));
    }

    /** Where the value of {@code key} is set; empty if there is no value. */
    Optional<String> origin(Key key) {
        return sources.find(key).map(Setting::origin).or(() -> key.defaultText().map(byDefault -> "the default"));
    }

    /** A text; empty if it is not set, or is empty. */
    Optional<String> text(Key key) {
        return sources.find(key).map(Setting::text).or(key::defaultText).filter(text -> !text.isEmpty());
    }

    /** The text of a key that has a default. */
    String requiredText(Key key) {
        return parsed(key, text -> text.isBlank() ? Optional.empty() : Optional.of(text), "not be empty");
    }

    /** A text that must match {@code form}. */
    Optional<String> text(Key key, Predicate<String> form, String expected) {
        return text(key).flatMap(text -> {
            if (form.test(text)) {
                return Optional.of(text);
            }
            error(key, key.field() + " must be " + expected + ", got " + text);
            return Optional.empty();
        });
    }

    boolean flag(Key key) {
        return parsed(key, Values::flag, FLAG);
    }

    /** A flag, of a key without a default; empty if the key is not set, or its value is invalid. */
    Optional<Boolean> optionalFlag(Key key) {
        return text(key).flatMap(text -> parsed(key, text, Values::flag, FLAG));
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    int number(Key key) {
        return parsed(
                key,
                text -> {
                    try {
                        return Optional.of(Integer.parseInt(text));
                    } catch (NumberFormatException invalid) {
                        return Optional.empty();
                    }
                },
                "be a whole number");
    }

    /** A port to listen on; 0 means any free port. */
    int port(Key key) {
        int port = number(key);
        if (port < 0 || port > 65_535) {
            error(key, key.field() + " must be between 0 and 65535, got " + port);
        }
        return port;
    }

    Duration duration(Key key) {
        return parsed(key, GoDuration::parse, DURATION);
    }

    /** A positive duration of at most {@link #MAX_DURATION}. */
    Duration positiveDuration(Key key) {
        return positive(key, duration(key));
    }

    /** A positive duration, of a key without a default; empty if the key is not set, or its value is invalid. */
    Optional<Duration> optionalPositiveDuration(Key key) {
        return text(key)
                .flatMap(text -> parsed(key, text, GoDuration::parse, DURATION))
                .map(duration -> positive(key, duration));
    }

    private Duration positive(Key key, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            error(key, key.field() + " must be positive");
        } else if (duration.compareTo(MAX_DURATION) > 0) {
            error(key, key.field() + " must be at most " + MAX_DURATION.toHours() + "h (100 years)");
        }
        return duration;
    }

    /** An http or https URL; empty if it is not set or is invalid. */
    Optional<URI> url(Key key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(HttpUrl.parse(key.field(), text));
            } catch (IllegalArgumentException invalid) {
                error(key, invalid.getMessage());
                return Optional.empty();
            }
        });
    }

    /** One of {@code choices}. */
    <C extends Choice> C choice(Key key, C[] choices) {
        Optional<C> chosen = text(key).flatMap(text -> find(choices, text));
        if (chosen.isEmpty()) {
            error(key, "invalid " + key.field() + ": " + text(key).orElse("") + " (must be " + listed(choices) + ")");
        }
        return chosen.or(() -> find(choices, key.defaultText().orElse(""))).orElse(choices[0]);
    }

    private static <C extends Choice> Optional<C> find(C[] choices, String word) {
        return Arrays.stream(choices)
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }

    private static String listed(Choice[] choices) {
        int last = choices.length - 1;
        return Arrays.stream(choices).limit(last).map(Choice::word).collect(Collectors.joining(", ")) + ", or "
                + choices[last].word();
    }

    /** A secret; each {@code ${VARIABLE}} is replaced by the value of that environment variable. */
    Optional<Secret> secret(Key key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(new Secret(Interpolation.of(text, sources::variable)));
            } catch (IllegalArgumentException missing) {
                error(key, key.field() + " " + missing.getMessage());
                return Optional.empty();
            }
        });
    }

    /** The value of a key that has a default; the default replaces an invalid value too. */
    private <T> T parsed(Key key, Function<String, Optional<T>> parser, String expected) {
        String byDefault = key.defaultText().orElseThrow();
        String text = sources.find(key).map(Setting::text).orElse(byDefault);
        return parsed(key, text, parser, expected)
                .orElseGet(() -> parser.apply(byDefault).orElseThrow());
    }

    private <T> Optional<T> parsed(Key key, String text, Function<String, Optional<T>> parser, String expected) {
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            error(key, key.field() + " must " + expected + ", got " + (text.isEmpty() ? "nothing" : text));
        }
        return value;
    }
}
