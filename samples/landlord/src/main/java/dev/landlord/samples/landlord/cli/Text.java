package dev.landlord.samples.landlord.cli;

import java.util.regex.Pattern;

/** Texts as they are shown: on one line, short enough for a table, or fit to be typed again. */
final class Text {
    private static final int CELL = 60;
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Text() {}

    /** Without line breaks and without anything else that a terminal would obey. */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    /** What fits into a cell of a table: at most 60 characters. */
    static String cell(String text) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= CELL
                ? line
                : line.substring(0, line.offsetByCodePoints(0, CELL - 1)).stripTrailing() + "…";
    }

    /** A word that a shell takes for what it is. */
    static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
