package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The result of a run.
 *
 * @param output the output; {@code null} unless the run succeeded
 * @param message the failure; {@code null} if the run succeeded
 */
public record RunResult(String executionName, End end, JsonNode output, String message) {
    /** The ways in which a run ends. */
    public enum End {
        SUCCEEDED,
        /** The run failed or was killed; its undo actions succeeded. */
        FAILED,
        /** The run failed at its timeout; its undo actions succeeded. */
        TIMED_OUT,
        /** The run was cancelled; its undo actions succeeded. */
        CANCELLED,
        /** The run failed or was cancelled, and an undo action failed. */
        PARTIALLY_COMPENSATED
    }

    static RunResult succeeded(String executionName, JsonNode output) {
        return new RunResult(executionName, End.SUCCEEDED, output, null);
    }
}
