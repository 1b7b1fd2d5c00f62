package dev.landlord.server.tenant;

import dev.landlord.server.execution.SubState;

/**
 * The condition of a run that has not ended.
 *
 * @param restateStatus {@code running}, {@code backing-off}, {@code suspended}, {@code paused} and so on
 * @param isRetrying whether an attempt is in flight at the operation that failed last
 * @param retryCount the number of retries of the operation that fails now
 * @param lastFailure the text of its last failure; {@code null} if no attempt has failed
 */
public record RunCondition(String restateStatus, boolean isRetrying, int retryCount, String lastFailure) {
    /** Whether the run makes no progress until the operation that fails succeeds. */
    public boolean isDegraded() {
        return isRetrying || SubState.of(restateStatus).isDegraded();
    }

    /** The sub-state as the API returns it. */
    public String subState() {
        return SubState.of(restateStatus).word();
    }
}
