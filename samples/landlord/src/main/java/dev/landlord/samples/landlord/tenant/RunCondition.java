package dev.landlord.samples.landlord.tenant;

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
        return restateStatus.equals("backing-off") || restateStatus.equals("paused");
    }

    /** What the API says of it. */
    public String subState() {
        return switch (restateStatus) {
            case "backing-off" -> "backing-off";
            case "paused" -> "error";
            case "suspended", "pending", "ready", "scheduled" -> "waiting";
            default -> "running";
        };
    }
}
