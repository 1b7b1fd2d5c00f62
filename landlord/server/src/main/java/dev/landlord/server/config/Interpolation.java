package dev.landlord.server.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces references to variables in a text, such as {@code ${RESTATE_API_KEY}}. */
final class Interpolation {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}?");

    private Interpolation() {}

    /** @throws IllegalArgumentException if a variable is not set; the message contains only its name */
    static String of(String text, Function<String, Optional<String>> variables) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            if (!match.group().endsWith("}")) {
                throw new IllegalArgumentException("has a ${ without its }");
            }
            String name = match.group(1);
            return Matcher.quoteReplacement(variables
                    .apply(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "names ${" + name + "}, which is not set in the environment")));
        });
    }
}
