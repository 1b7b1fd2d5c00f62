package dev.landlord.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Describes where and why a text is not JSON or YAML. */
final class ParseErrors {
    private ParseErrors() {}

    /** Such as {@code at line 1, column 2: Unexpected character}. There is no location if the text exceeds a limit of the parser. */
    static String at(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return location == null
                ? reason(failure)
                : "at line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + reason(failure);
    }

    /** The same without the column. */
    static String atLine(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        return location == null ? reason(failure) : "at line " + location.getLineNr() + ": " + reason(failure);
    }

    /** The message without the name of the parser's setting. */
    private static String reason(JsonProcessingException failure) {
        return Text.oneLine(failure.getOriginalMessage().replaceFirst("\\((\\d+), from `[^`]*`\\)", "$1"));
    }
}
