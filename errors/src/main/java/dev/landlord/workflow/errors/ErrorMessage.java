package dev.landlord.workflow.errors;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of every message that has an id: {@code [LW101] written: expected E, found F. What to do.}
 *
 * <p>The types fix the order of the parts, and only {@code toDo} returns the text, so that every message says what to
 * do. The part {@code found} is left out where {@code written} has the value already.
 */
public final class ErrorMessage {
    private static final Pattern ID = Pattern.compile("\\[(LW\\d{3})]");
    private static final Pattern START = Pattern.compile("^\\[LW\\d{3}]");

    private ErrorMessage() {}

    /** Whether {@code message} is the message of an error of the catalogue. */
    public static boolean hasId(String message) {
        return START.matcher(message).find();
    }

    /** The first id of an error in {@code text}, such as {@code LW105}; empty if {@code text} has no id. */
    public static Optional<String> id(String text) {
        Matcher found = ID.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static String prefix(ErrorCode code) {
        return "[" + code.name() + "]";
    }

    /** A message that says what was written. */
    public static final class Written {
        private final ErrorCode code;
        private final String written;

        Written(ErrorCode code, String written) {
            this.code = code;
            this.written = written;
        }

        /** Continues with what was expected, and why: {@code "a port, because …"}. */
        public Expected expected(String expected) {
            return new Expected(this, expected);
        }
    }

    /** A message that says what was written and what was expected. */
    public static final class Expected {
        private final Written start;
        private final String expected;

        Expected(Written start, String expected) {
            this.start = start;
            this.expected = expected;
        }

        /** Continues with what was found; it may be a quoted answer, or lines that compare two things. */
        public Found found(String found) {
            return new Found(this, found);
        }

        /** Ends with what to do, in one or several sentences. */
        public String toDo(String toDo) {
            return text(start.code, start.written, expected, "", toDo);
        }
    }

    /** A message that says what was written, what was expected and what was found. */
    public static final class Found {
        private final Expected start;
        private final String found;

        Found(Expected start, String found) {
            this.start = start;
            this.found = found;
        }

        /** Ends with what to do, in one or several sentences. */
        public String toDo(String toDo) {
            return text(start.start.code, start.start.written, start.expected, ", found " + found, toDo);
        }
    }

    private static String text(ErrorCode code, String written, String expected, String found, String toDo) {
        String problem = prefix(code) + " " + written + ": expected " + expected + found;
        // Lines that compare two things end with a line of their own.
        String sentences = problem.contains("\n") ? problem + "\n" : sentence(problem) + " ";
        return sentences + sentence(Character.toUpperCase(toDo.charAt(0)) + toDo.substring(1));
    }

    /** The text with a full stop, unless it ends with a mark, such as an answer of Restate that is quoted. */
    public static String sentence(String text) {
        boolean isMarked = text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
        return isMarked ? text : text + ".";
    }
}
