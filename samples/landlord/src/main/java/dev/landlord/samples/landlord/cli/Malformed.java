package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Where a text stops being JSON or YAML, and why. */
final class Malformed {
    private Malformed() {}

    /** Such as {@code at line 1, column 2: Unexpected character}. A text that exceeds a limit has no place. */
    static String at(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return location == null
                ? why(failure)
                : "at line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + why(failure);
    }

    /** The same with the line alone. */
    static String atLine(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return location == null ? why(failure) : "at line " + location.getLineNr() + ": " + why(failure);
    }

    /** Without the name of the parser's setting. */
    private static String why(JsonProcessingException failure) {
        return Text.oneLine(failure.getOriginalMessage().replaceFirst("\\((\\d+), from `[^`]*`\\)", "$1"));
    }
}
