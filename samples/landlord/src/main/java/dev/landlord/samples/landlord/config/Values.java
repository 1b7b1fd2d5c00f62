package dev.landlord.samples.landlord.config;

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
 * The values of keys, with their types. What is wrong is noted, and the default (or nothing) taken in its place, so
 * that all problems are told at once.
 */
final class Values {
    /** The longest wait that Restate keeps. */
    private static final Duration MAX_DURATION = Duration.ofDays(36_500);

    private static final String DURATION = "be a duration such as 30m, 1h30m or 500ms";

    private final Sources sources;
    private final List<Problem> problems = new ArrayList<>();

    Values(Sources sources) {
        this.sources = sources;
    }

    List<Problem> problems() {
        return problems;
    }

    boolean isSet(Key key) {
        return sources.find(key).isPresent();
    }

    /** Notes that something is wrong with the value of {@code key}, or that it has none. */
    void problem(Key key, String message) {
        problems.add(new Problem(key.path(), message, origin(key)));
    }

    /** Where the value of {@code key} comes from; empty if there is none. */
    Optional<String> origin(Key key) {
        return sources.find(key).map(Setting::origin).or(() -> key.defaultText().map(byDefault -> "the default"));
    }

    /** A text; empty if there is none, or the empty one was written. */
    Optional<String> text(Key key) {
        return sources.find(key).map(Setting::text).or(key::defaultText).filter(text -> !text.isEmpty());
    }

    /** The text of a key that has a default. */
    String requiredText(Key key) {
        return parsed(key, text -> text.isBlank() ? Optional.empty() : Optional.of(text), "not be empty");
    }

    /** A text of a certain form. */
    Optional<String> text(Key key, Predicate<String> form, String expected) {
        return text(key).flatMap(text -> {
            if (form.test(text)) {
                return Optional.of(text);
            }
            problem(key, key.field() + " must be " + expected + ", got " + text);
            return Optional.empty();
        });
    }

    boolean flag(Key key) {
        return parsed(
                key,
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "be true or false");
    }

    int number(Key key) {
        return parsed(
                key,
                text -> {
                    try {
                        return Optional.of(Integer.parseInt(text));
                    } catch (NumberFormatException none) {
                        return Optional.empty();
                    }
                },
                "be a whole number");
    }

    /** A port to listen on; 0 is any free one. */
    int port(Key key) {
        int port = number(key);
        if (port < 0 || port > 65_535) {
            problem(key, key.field() + " must be between 0 and 65535, got " + port);
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
            problem(key, key.field() + " must be positive");
        } else if (duration.compareTo(MAX_DURATION) > 0) {
            problem(key, key.field() + " must be at most " + MAX_DURATION.toHours() + "h (100 years)");
        }
        return duration;
    }

    /** A URL of http or https; empty if there is none or it is wrong. */
    Optional<URI> url(Key key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(HttpUrl.parse(key.field(), text));
            } catch (IllegalArgumentException wrong) {
                problem(key, wrong.getMessage());
                return Optional.empty();
            }
        });
    }

    /** One of the words of {@code choices}. */
    <C extends Choice> C choice(Key key, C[] choices) {
        Optional<C> chosen = text(key).flatMap(text -> find(choices, text));
        if (chosen.isEmpty()) {
            problem(key, "invalid " + key.field() + ": " + text(key).orElse("") + " (must be " + listed(choices) + ")");
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

    /** A secret, with each {@code ${VARIABLE}} replaced by what the environment has for it. */
    Optional<Secret> secret(Key key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(new Secret(Interpolation.of(text, sources::variable)));
            } catch (IllegalArgumentException missing) {
                problem(key, key.field() + " " + missing.getMessage());
                return Optional.empty();
            }
        });
    }

    /** The value of a key that has a default, which holds where the value is wrong too. */
    private <T> T parsed(Key key, Function<String, Optional<T>> parser, String expected) {
        String byDefault = key.defaultText().orElseThrow();
        String text = sources.find(key).map(Setting::text).orElse(byDefault);
        return parsed(key, text, parser, expected)
                .orElseGet(() -> parser.apply(byDefault).orElseThrow());
    }

    private <T> Optional<T> parsed(Key key, String text, Function<String, Optional<T>> parser, String expected) {
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            problem(key, key.field() + " must " + expected + ", got " + (text.isEmpty() ? "nothing" : text));
        }
        return value;
    }
}
