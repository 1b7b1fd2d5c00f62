package dev.landlord.workflow.java;

import dev.landlord.workflow.PendingApproval;
import java.time.Duration;
import java.util.Objects;

/** A step that runs again and again while a request for an approval is open. Immutable. */
public final class Reminders {
    private final Duration every;
    private final ThrowingConsumer<PendingApproval> notify;

    private Reminders(Duration every, ThrowingConsumer<PendingApproval> notify) {
        this.every = every;
        this.notify = notify;
    }

    /**
     * Runs {@code notify} as a step each time {@code every} has passed without a decision, at most 1,000 times. A reminder
     * that fails for good is logged, and the request waits on; one that comes after the deadline does not run {@code
     * notify}. A decision during the step takes effect when the step has ended.
     *
     * @param every 1 second to 36,500 days
     */
    public static Reminders every(Duration every, ThrowingConsumer<PendingApproval> notify) {
        return new Reminders(Objects.requireNonNull(every, "every"), Objects.requireNonNull(notify, "notify"));
    }

    /** The pause before each reminder. */
    public Duration every() {
        return every;
    }

    /** The step. */
    public ThrowingConsumer<PendingApproval> notification() {
        return notify;
    }
}
