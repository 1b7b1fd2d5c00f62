package dev.landlord.samples.landlord.http;

import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Bounds the requests that are handled at once, so that the threads that are left answer the probes of an orchestrator
 * even when each other request waits: for a slow client or for Restate.
 */
final class RequestSlots {
    private static final Set<String> PROBES = Set.of("/health");
    private static final String TAKEN = "slot";

    private final Semaphore slots;

    RequestSlots(int count) {
        this.slots = new Semaphore(count);
    }

    /** @throws Refusal with 503 if all slots are taken */
    void take(Context context) {
        if (PROBES.contains(context.path())) {
            return;
        }
        if (!slots.tryAcquire()) {
            throw new Refusal(503, "overloaded", "too many requests are handled at this moment; try again later");
        }
        context.attribute(TAKEN, true);
    }

    /** Runs after each request, whether it failed or not. */
    void release(Context context) {
        if (Boolean.TRUE.equals(context.attribute(TAKEN))) {
            context.attribute(TAKEN, null);
            slots.release();
        }
    }
}
