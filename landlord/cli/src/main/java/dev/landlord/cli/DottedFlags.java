package dev.landlord.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses settings such as {@code --workflow.default-provider restate}, also with {@code =}. No message contains a value,
 * because the value may be a secret.
 */
final class DottedFlags {
    /** The only setting outside of a block. */
    private static final String WITHOUT_BLOCK = "log[_-]level";

    private static final Pattern FLAG = Pattern.compile(
            "--(?<key>[A-Za-z][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)+|" + WITHOUT_BLOCK + ")(?:=(?<value>.*))?",
            Pattern.DOTALL);

    /** Settings whose value is true if it is omitted. */
    private static final Set<String> SWITCHES = Set.of("worker.insecure");

    private DottedFlags() {}

    /** The settings by their keys, with {@code _} instead of {@code -}. */
    static Map<String, String> parse(List<String> arguments) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (ListIterator<String> rest = arguments.listIterator(); rest.hasNext(); ) {
            String argument = rest.next();
            Matcher flag = FLAG.matcher(argument);
            if (!flag.matches()) {
                throw CliException.badInput("unknown option or argument \"" + argument.replaceFirst("=.*", "")
                        + "\"; expected a setting such as --workflow.default-provider restate");
            }
            String key = flag.group("key").replace('-', '_');
            String value = flag.group("value") != null ? flag.group("value") : next(key, rest);
            if (settings.put(key, value) != null) {
                throw CliException.badInput("setting " + key + " is set twice; expected it once");
            }
        }
        return settings;
    }

    private static String next(String key, ListIterator<String> rest) {
        if (SWITCHES.contains(key)) {
            return isTruthValueNext(rest) ? rest.next() : "true";
        }
        String value = rest.hasNext() ? rest.next() : "--";
        if (value.startsWith("--")) {
            throw CliException.badInput(
                    "setting " + key + " has no value; expected one after it, or after = if it" + " begins with --");
        }
        return value;
    }

    private static boolean isTruthValueNext(ListIterator<String> rest) {
        if (!rest.hasNext()) {
            return false;
        }
        String next = rest.next();
        rest.previous();
        return next.equals("true") || next.equals("false");
    }
}
