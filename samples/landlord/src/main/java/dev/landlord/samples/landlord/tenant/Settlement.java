package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a run ended.
 *
 * @param output what it ended with; {@code null} unless it succeeded
 * @param message what it failed with; {@code null} if it succeeded
 */
public record Settlement(String executionName, End end, JsonNode output, String message) {
    /** The ways in which a run ends. */
    public enum End {
        SUCCEEDED,
        /** It failed or was killed; what could be undone, was. */
        FAILED,
        /** Its time was up, and it was undone. */
        TIMED_OUT,
        /** It was cancelled, and undone. */
        CANCELLED,
        /** It failed or was cancelled, and something could not be undone. */
        PARTIALLY_COMPENSATED
    }

    static Settlement succeeded(String executionName, JsonNode output) {
        return new Settlement(executionName, End.SUCCEEDED, output, null);
    }
}
