package dev.landlord.server.http;

import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Limits the number of requests in progress. The remaining threads answer the health checks of an orchestrator, even if all
 * other requests wait for a slow client or for Restate.
 */
final class RequestSlots {
    private static final Set<String> PROBES = Set.of("/health");
    private static final String TAKEN = "slot";

    private final Semaphore slots;

    RequestSlots(int count) {
        this.slots = new Semaphore(count);
    }

    /** @throws ProblemException with 503 if all slots are taken */
    void take(Context context) {
        if (PROBES.contains(context.path())) {
            return;
        }
        if (!slots.tryAcquire()) {
            throw new ProblemException(503, "overloaded", "too many requests are in progress; try again later");
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
