package dev.landlord.samples.landlord.execution;

import dev.landlord.workflow.BusinessFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an execution failed with.
 *
 * @param code an HTTP status
 * @param message for people
 */
public record ExecutionError(int code, String message) {
    /** As Restate's tables write it: {@code [409] cancelled}, {@code [500 Internal] no memory}. */
    private static final Pattern WRITTEN = Pattern.compile("\\[(\\d{3})[^\\]]*] (.*)", Pattern.DOTALL);

    private static final int INTERNAL = 500;

    static ExecutionError parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? new ExecutionError(Integer.parseInt(parts.group(1)), forPeople(parts.group(2)))
                : new ExecutionError(INTERNAL, forPeople(written));
    }

    /** What an attempt failed with, of what Restate's tables write: without code, and without the stack that may follow. */
    public static String firstLine(String written) {
        return parse(written).message().lines().findFirst().orElse("");
    }

    /** The words of a failure: one with a type has its values behind them. */
    public static String forPeople(String message) {
        return BusinessFailure.from(message).map(BusinessFailure::getMessage).orElse(message);
    }
}
