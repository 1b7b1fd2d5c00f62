package dev.landlord.workflow.java;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often {@link Workflow#poll} calls its block. Immutable: each method returns changed options. */
public final class PollOptions {
    private final Duration every;
    private final Duration within;
    private final double factor;
    private final @Nullable Duration atMost;

    private PollOptions(Duration every, Duration within, double factor, @Nullable Duration atMost) {
        this.every = every;
        this.within = within;
        this.factor = factor;
        this.atMost = atMost;
    }

    /**
     * A poll with equal pauses.
     *
     * @param every the pause after the first call, 1 millisecond to 36,500 days
     * @param within the sum of the pauses, positive, at most 36,500 days; the last call follows the last pause
     */
    public static PollOptions of(Duration every, Duration within) {
        return new PollOptions(
                Objects.requireNonNull(every, "every"), Objects.requireNonNull(within, "within"), 1, null);
    }

    /** The pause after the first call. */
    public Duration every() {
        return every;
    }

    /** The sum of the pauses. */
    public Duration within() {
        return within;
    }

    /** The factor between two pauses. */
    public double factor() {
        return factor;
    }

    /** Sets {@link #factor()}: 1 or more. */
    public PollOptions factor(double factor) {
        return new PollOptions(every, within, factor, atMost);
    }

    /** The longest pause; empty for no limit. */
    public Optional<Duration> atMost() {
        return Optional.ofNullable(atMost);
    }

    /** Sets {@link #atMost()}: not shorter than {@link #every()}. */
    public PollOptions atMost(Duration atMost) {
        return new PollOptions(every, within, factor, Objects.requireNonNull(atMost, "atMost"));
    }
}
