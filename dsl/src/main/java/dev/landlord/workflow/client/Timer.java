package dev.landlord.workflow.client;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does things later, for all clients of this process. */
final class Timer {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Timer() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "landlord-client-timer");
            thread.setDaemon(true);
            return thread;
        });
        // What will not be done is not kept until its time.
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Not on the clock's own thread, for it may take a while. */
    static Future<?> after(Duration pause, Runnable task) {
        return CLOCK.schedule(() -> ForkJoinPool.commonPool().execute(task), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
