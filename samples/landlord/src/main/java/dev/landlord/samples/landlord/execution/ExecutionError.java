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

    /** The first line, without the stack that comes after it. */
    ExecutionError firstLine() {
        return new ExecutionError(code, message.lines().findFirst().orElse(""));
    }

    /** A failure with a type has its values behind its words. */
    static String forPeople(String message) {
        BusinessFailure typed = BusinessFailure.from(message);
        return typed == null ? message : typed.getMessage();
    }
}
