package dev.landlord.server.restate;

/**
 * Whether the request that this thread handles may have changed something at Restate. If it then fails, its caller must know
 * that the change may have happened, or may still happen.
 */
public final class Writes {
    private static final ThreadLocal<Boolean> SENT = ThreadLocal.withInitial(() -> false);

    private Writes() {}

    /** Forgets the previous request of this thread. */
    public static void reset() {
        SENT.remove();
    }

    /** Whether a request that changes something may have reached Restate. */
    public static boolean mayHaveHappened() {
        return SENT.get();
    }

    static void sent() {
        SENT.set(true);
    }
}
