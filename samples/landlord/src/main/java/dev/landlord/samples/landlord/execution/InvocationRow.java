package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A run, as Restate's table of invocations has it.
 *
 * @param status Restate's word
 * @param standing what it means
 * @param error what it failed with; {@code null} unless it did
 * @param failedAttempts since it began or last waited
 */
record InvocationRow(
        String id,
        String name,
        String status,
        StatusMapping.Standing standing,
        ExecutionError error,
        long failedAttempts,
        String lastFailure,
        Instant startedAt,
        Instant endedAt) {
    static InvocationRow of(JsonNode row) {
        String status = row.path("status").asText();
        ExecutionError error = error(row, status);
        StatusMapping.Standing standing =
                StatusMapping.of(status, row.path("completion_result").asText(null), error);
        return new InvocationRow(
                row.path("id").asText(),
                row.path("target_service_key").asText(),
                status,
                standing,
                error,
                failedAttempts(row, standing),
                lastFailure(row),
                instant(row.path("running_at")),
                instant(row.path("completed_at")));
    }

    /** A run that waits keeps its connection for a minute before Restate says so; its timeline says it at once. */
    SubState subState(Timeline timeline) {
        return standing.subState() == SubState.RUNNING && timeline.isWaiting() ? SubState.WAITING : standing.subState();
    }

    private static ExecutionError error(JsonNode row, String status) {
        if (row.hasNonNull("completion_failure")) {
            return ExecutionError.parse(row.get("completion_failure").asText());
        }
        boolean isTold = !status.equals("completed") || row.hasNonNull("completion_result");
        return isTold
                ? null
                : new ExecutionError(
                        500, "execution found but no status information: it is completed and not said how");
    }

    // Restate counts the attempt that is running.
    private static long failedAttempts(JsonNode row, StatusMapping.Standing standing) {
        long attempts = row.path("retry_count").asLong();
        return standing.subState() == SubState.RUNNING ? Math.max(0, attempts - 1) : attempts;
    }

    private static String lastFailure(JsonNode row) {
        return row.hasNonNull("last_failure")
                ? ExecutionError.firstLine(row.get("last_failure").asText())
                : null;
    }

    private static Instant instant(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()) : null;
    }
}
