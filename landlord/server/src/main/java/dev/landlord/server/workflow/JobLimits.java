package dev.landlord.server.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.JsonRule;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of the numbers in a {@link TenantJob}, for the HTTP API and for the workflows. */
public final class JobLimits {
    /** The maximum number of retries of a failing step. */
    public static final int MAX_RETRY_ATTEMPTS = 1_000;

    /** The longest duration of a wait in Restate. */
    private static final Duration MAX_TIMEOUT = Duration.ofDays(36_500);

    private static final String RETRY_ATTEMPTS = "retry_attempts";
    private static final String TIMEOUT = "timeout";

    private JobLimits() {}

    /**
     * Returns the errors of the numbers in the JSON of a job: the message by the field. The workflow refuses all other
     * invalid members.
     */
    public static Map<String, String> errors(JsonNode job) {
        Map<String, String> errors = new LinkedHashMap<>();
        JsonNode attempts = job.get(RETRY_ATTEMPTS);
        if (attempts != null && !(attempts.isInt() && isRetryAttempts(attempts.intValue()))) {
            errors.put(RETRY_ATTEMPTS, retryAttemptsExpected(attempts));
        }
        JsonNode timeout = job.get(TIMEOUT);
        if (timeout != null && !isTimeout(duration(timeout))) {
            errors.put(TIMEOUT, timeoutExpected(timeout));
        }
        return errors;
    }

    /** Returns the errors of the numbers of {@code job}, each with its field. */
    static List<String> errors(TenantJob job) {
        List<String> errors = new ArrayList<>();
        if (!isRetryAttempts(job.retryAttempts())) {
            errors.add(RETRY_ATTEMPTS + ": " + retryAttemptsExpected(job.retryAttempts()));
        }
        if (!isTimeout(job.timeout())) {
            errors.add(TIMEOUT + ": " + timeoutExpected(job.timeout()));
        }
        return errors;
    }

    private static @Nullable Duration duration(JsonNode json) {
        try {
            return json.isTextual() ? Duration.parse(json.textValue()) : null;
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }

    private static boolean isRetryAttempts(int number) {
        return number >= 0 && number <= MAX_RETRY_ATTEMPTS;
    }

    private static boolean isTimeout(@Nullable Duration timeout) {
        return timeout != null && !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(MAX_TIMEOUT) <= 0;
    }

    private static String retryAttemptsExpected(Object found) {
        return "expected a whole number from 0 to " + MAX_RETRY_ATTEMPTS + ", found " + JsonRule.shown("" + found);
    }

    private static String timeoutExpected(Object found) {
        return "expected a positive duration of at most " + MAX_TIMEOUT.toDays() + " days, such as PT30M, found "
                + JsonRule.shown("" + found);
    }
}
