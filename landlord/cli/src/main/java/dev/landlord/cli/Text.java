package dev.landlord.cli;

import java.util.regex.Pattern;

/** Formats texts for the output: on one line, shortened for a table, or quoted for a shell. */
final class Text {
    private static final int MAX_CELL = 60;
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Text() {}

    /** The text without line breaks and control characters. */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    /** The text for a cell of a table: at most 60 characters. */
    static String cell(String text) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= MAX_CELL
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CELL - 1)).stripTrailing() + "…";
    }

    /** The word, quoted for a shell if necessary. */
    static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
