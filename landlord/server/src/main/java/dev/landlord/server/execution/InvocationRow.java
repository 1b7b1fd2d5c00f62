package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A run in Restate's table of invocations.
 *
 * @param status the status at Restate
 * @param state the mapped status
 * @param error the failure; {@code null} if the run has not failed
 * @param failedAttempts the number of failed attempts since the run started or last waited
 */
record InvocationRow(
        String id,
        String name,
        String status,
        StatusMapping.InvocationState state,
        ExecutionError error,
        long failedAttempts,
        String lastFailure,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt) {
    static InvocationRow of(JsonNode row) {
        String status = row.path("status").asText();
        ExecutionError error = error(row, status);
        StatusMapping.InvocationState state =
                StatusMapping.of(status, row.path("completion_result").asText(null), error);
        return new InvocationRow(
                row.path("id").asText(),
                row.path("target_service_key").asText(),
                status,
                state,
                error,
                failedAttempts(row, state),
                lastFailure(row),
                instant(row.path("created_at")),
                instant(row.path("running_at")),
                instant(row.path("completed_at")));
    }

    /** The sub-state. {@link Journals} determines at once that a run only waits; Restate's status shows it later. */
    SubState subState(boolean onlyWaits) {
        return state.subState() == SubState.RUNNING && onlyWaits ? SubState.WAITING : state.subState();
    }

    private static ExecutionError error(JsonNode row, String status) {
        if (row.hasNonNull("completion_failure")) {
            return ExecutionError.parse(row.get("completion_failure").asText());
        }
        boolean hasResult = !status.equals("completed") || row.hasNonNull("completion_result");
        return hasResult
                ? null
                : new ExecutionError(
                        500, "execution found but no status information: it is completed without a result");
    }

    // Restate counts the attempt that is running.
    private static long failedAttempts(JsonNode row, StatusMapping.InvocationState state) {
        long attempts = row.path("retry_count").asLong();
        return state.subState() == SubState.RUNNING ? Math.max(0, attempts - 1) : attempts;
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
