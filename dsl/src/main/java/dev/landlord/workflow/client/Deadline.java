package dev.landlord.workflow.client;

import java.time.Duration;

/** Until when something may take; and for how long it was given, which messages name. */
record Deadline(Duration timeout, long nanoTime) {
    /** As good as for ever, and far from what a clock of nanoseconds cannot count. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** @throws IllegalArgumentException if it is not positive */
    static Deadline in(Duration timeout) {
        Duration positive = ClientErrors.positive("timeout", timeout);
        Duration counted = positive.compareTo(LONGEST) < 0 ? positive : LONGEST;
        return new Deadline(timeout, System.nanoTime() + counted.toNanos());
    }

    /** Above zero, even if it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(1, nanoTime - System.nanoTime()));
    }

    /** Whether it is over after that {@code pause}. */
    boolean isOverIn(Duration pause) {
        return nanoTime - System.nanoTime() <= pause.toNanos();
    }
}
