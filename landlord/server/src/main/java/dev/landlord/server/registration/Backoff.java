package dev.landlord.server.registration;

import java.time.Duration;

/** Decides when the next attempt is due. Not safe for use by several threads. */
final class Backoff {
    private static final Duration INITIAL_DELAY = Duration.ofMillis(500);
    private static final Duration MAX_DELAY = Duration.ofSeconds(10);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private Duration delay = INITIAL_DELAY;
    private long due = System.nanoTime();

    /** The next attempt is due at once. */
    void now() {
        in(Duration.ZERO);
        delay = INITIAL_DELAY;
    }

    /** The next attempt is due in half a second at the latest. */
    void soon() {
        if (millisLeft() > INITIAL_DELAY.toMillis()) {
            in(INITIAL_DELAY);
        }
    }

    /** The next attempt is due after half a second, and after twice the delay each further time, up to 10 seconds. */
    void later() {
        in(delay);
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(MAX_DELAY) < 0 ? doubled : MAX_DELAY;
    }

    /** No attempt is due until another method is called. */
    void stop() {
        in(CENTURY);
        delay = INITIAL_DELAY;
    }

    /** The time until the next attempt is due; 0 if it is due. */
    long millisLeft() {
        // Rounded up, because a wait of 0 milliseconds never ends.
        return Math.max(
                0, Duration.ofNanos(due - System.nanoTime()).plusNanos(999_999).toMillis());
    }

    private void in(Duration time) {
        due = System.nanoTime() + time.toNanos();
    }
}
