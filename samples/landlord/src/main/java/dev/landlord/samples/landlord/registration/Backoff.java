package dev.landlord.samples.landlord.registration;

import java.time.Duration;

/** When it is tried next. Not safe for use by several threads. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private Duration delay = FIRST;
    private long due = System.nanoTime();

    /** At once. */
    void now() {
        in(Duration.ZERO);
        delay = FIRST;
    }

    /** In half a second, unless it is sooner already. */
    void soon() {
        if (millisLeft() > FIRST.toMillis()) {
            in(FIRST);
        }
    }

    /** In half a second the first time, and in twice as long each time that follows, up to 10 seconds. */
    void later() {
        in(delay);
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** Only when asked for. */
    void rest() {
        in(CENTURY);
        delay = FIRST;
    }

    /** How long to wait still; 0 when it is time. */
    long millisLeft() {
        // Rounded up, so that nobody waits 0 milliseconds, which is for ever.
        return Math.max(
                0, Duration.ofNanos(due - System.nanoTime()).plusNanos(999_999).toMillis());
    }

    private void in(Duration time) {
        due = System.nanoTime() + time.toNanos();
    }
}
