package dev.landlord.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option for the time limit of a wait. */
final class TimeLimit {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "The time limit of the wait, such as 30s or 5m; then the exit code is 4, and the operation goes on."
                            + " Default: no limit")
    private Duration timeout;

    TimeLimit() {}

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Refuses a time limit if the command does not wait. */
    void requireUnless(boolean isWaiting, String option) {
        if (timeout != null && !isWaiting) {
            throw CliException.badInput("--timeout is the time limit of a wait; expected " + option + " with it");
        }
    }
}
