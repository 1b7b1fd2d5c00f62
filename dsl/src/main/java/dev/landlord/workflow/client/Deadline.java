package dev.landlord.workflow.client;

import java.time.Duration;

/** Until when something may take; and for how long it was given, which messages name. */
record Deadline(Duration timeout, long nanoTime) {
    /** @throws IllegalArgumentException if it is not positive */
    static Deadline in(Duration timeout) {
        return new Deadline(
                timeout,
                System.nanoTime() + ClientAdvice.positive("timeout", timeout).toNanos());
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
