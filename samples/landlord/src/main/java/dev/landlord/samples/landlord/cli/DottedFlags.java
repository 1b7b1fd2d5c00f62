package dev.landlord.samples.landlord.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings that are given as {@code --workflow.default-provider restate} or with {@code =} between. A value is
 * never part of a complaint, for it may be a secret.
 */
final class DottedFlags {
    /** The one setting that stands in no block. */
    private static final String WITHOUT_BLOCK = "log[_-]level";

    private static final Pattern FLAG = Pattern.compile(
            "--(?<key>[A-Za-z][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)+|" + WITHOUT_BLOCK + ")(?:=(?<value>.*))?",
            Pattern.DOTALL);

    /** Settings that are true when they are given without a value. */
    private static final Set<String> SWITCHES = Set.of("http.insecure", "worker.insecure");

    private DottedFlags() {}

    /** Settings by their keys, with {@code _} for {@code -}. */
    static Map<String, String> parse(List<String> arguments) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (ListIterator<String> rest = arguments.listIterator(); rest.hasNext(); ) {
            String argument = rest.next();
            Matcher flag = FLAG.matcher(argument);
            if (!flag.matches()) {
                throw Complaint.badInput("unknown option or argument \"" + argument.replaceFirst("=.*", "")
                        + "\"; expected a setting such as --workflow.default-provider restate");
            }
            String key = flag.group("key").replace('-', '_');
            String value = flag.group("value") != null ? flag.group("value") : next(key, rest);
            if (settings.put(key, value) != null) {
                throw Complaint.badInput("setting " + key + " is given twice; expected it once");
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
            throw Complaint.badInput(
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
