package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.execution.SubState;

/**
 * How a run is that has not ended.
 *
 * @param restateStatus {@code running}, {@code backing-off}, {@code suspended}, {@code paused} and so on
 * @param retryCount how often Restate has tried again what fails now
 * @param lastFailure what that failed with; {@code null} if nothing does
 */
public record RunCondition(String restateStatus, int retryCount, String lastFailure) {
    /** Whether it makes no progress by itself as long as what fails goes on failing. */
    public boolean isDegraded() {
        return SubState.of(restateStatus).isDegraded();
    }

    /** What the API says of it. */
    public String subState() {
        return SubState.of(restateStatus).word();
    }
}
