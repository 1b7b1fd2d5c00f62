package dev.landlord.workflow.serve;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;

/** The event loops of a server, which end when it is closed; blocks of steps may still run then. */
final class EventLoops {
    private EventLoops() {}

    /** Runs {@code task} on the event loop of {@code context}, later; drops it if the server has been closed. */
    static void executeUnlessClosed(Context context, Runnable task) {
        try {
            context.runOnContext(turn -> task.run());
        } catch (RejectedExecutionException closed) {
            // The attempt has ended with its connection, and Restate retries it when there is a server again.
        }
    }
}
