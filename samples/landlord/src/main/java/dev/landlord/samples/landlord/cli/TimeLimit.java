package dev.landlord.samples.landlord.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long to wait. */
final class TimeLimit {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to wait, such as 30s or 5m; then the exit code is 4, and what was begun goes on."
                    + " Default: as long as it takes")
    private Duration timeout;

    TimeLimit() {}

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Refuses a limit of what is not waited for. */
    void requireUnless(boolean waits, String option) {
        if (timeout != null && !waits) {
            throw Complaint.badInput("--timeout says how long to wait; expected " + option + " with it");
        }
    }
}
