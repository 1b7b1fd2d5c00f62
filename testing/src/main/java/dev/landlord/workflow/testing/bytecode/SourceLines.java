package dev.landlord.workflow.testing.bytecode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source file. Kotlin gives the code of an inlined function line numbers beyond the end of the file; a
 * part of the source map (JSR-45) has the line of each call of such a function.
 */
final class SourceLines {
    private static final Pattern CALLS =
            Pattern.compile("\\*S KotlinDebug\\n\\*F\\n.*?\\*L\\n(.*?)\\*E\\n", Pattern.DOTALL);

    /** A range: source line, count, first line in the class, increment. */
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:#\\d+)?(?:,(\\d+))?:(\\d+)(?:,(\\d+))?\\n");

    private SourceLines() {}

    static int inSource(int line, @Nullable String sourceMap) {
        if (sourceMap == null) return line;
        Matcher calls = CALLS.matcher(sourceMap);
        if (!calls.find()) return line;
        Matcher range = RANGE.matcher(calls.group(1));
        while (range.find()) {
            int first = Integer.parseInt(range.group(3));
            int step = range.group(4) == null ? 1 : Integer.parseInt(range.group(4));
            int count = range.group(2) == null ? 1 : Integer.parseInt(range.group(2));
            if (line >= first && line < first + count * step) {
                return Integer.parseInt(range.group(1)) + (line - first) / step;
            }
        }
        return line;
    }
}
