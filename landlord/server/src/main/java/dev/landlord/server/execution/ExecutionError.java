package dev.landlord.server.execution;

import dev.landlord.workflow.BusinessFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The failure of an execution.
 *
 * @param code an HTTP status
 * @param message the message for people
 */
public record ExecutionError(int code, String message) {
    /** The format in Restate's tables: {@code [409] cancelled}, {@code [500 Internal] no memory}. */
    private static final Pattern FORMAT = Pattern.compile("\\[(\\d{3})[^\\]]*] (.*)", Pattern.DOTALL);

    private static final int INTERNAL = 500;

    static ExecutionError parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        return parts.matches()
                ? new ExecutionError(Integer.parseInt(parts.group(1)), forPeople(parts.group(2)))
                : new ExecutionError(INTERNAL, forPeople(text));
    }

    /** The first line of a failure in Restate's tables, without the code and the stack trace. */
    public static String firstLine(String text) {
        return parse(text).message().lines().findFirst().orElse("");
    }

    /** The message of a failure, without the values of a typed failure that follow it. */
    public static String forPeople(String message) {
        return BusinessFailure.from(message).map(BusinessFailure::getMessage).orElse(message);
    }
}
