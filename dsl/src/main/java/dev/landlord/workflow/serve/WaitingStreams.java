package dev.landlord.workflow.serve;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The streams of one server whose handlers wait. Looks at all of them twenty times a second while there are any: a
 * timer for each wait would hold more memory than the wait itself, and most waits are over long before it fires.
 *
 * <p>Any thread may call this.
 */
final class WaitingStreams {
    private static final long INTERVAL_MILLIS = 50;

    /** On a thread of the JDK: an event loop may be delayed by a body that blocks it. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    /**
     * Restate runs 1,000 invocations at a time by default, and those that wait on a stream count. When this many wait,
     * the next ones are suspended after a tenth of the time, so that there is room for others.
     */
    private static final int MANY = 200;

    private final AtomicInteger number = new AtomicInteger();

    /** May hold streams that no longer wait, until they are looked at. */
    private final Queue<ServedStream> watched = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isTimerSet = new AtomicBoolean();

    /** Counts a handler that begins to wait; returns whether it has to be suspended soon. */
    boolean begin() {
        return number.incrementAndGet() > MANY;
    }

    /** A handler that waited has resumed. */
    void end() {
        number.decrementAndGet();
    }

    /** Calls {@link ServedStream#waitsAt} on {@code stream} again and again until its handler has resumed. */
    void watch(ServedStream stream) {
        if (stream.becomesWatched()) {
            watched.add(stream);
        }
        setTimer();
    }

    private void setTimer() {
        if (isTimerSet.compareAndSet(false, true)) {
            LATER.execute(this::lookAtAll);
        }
    }

    private void lookAtAll() {
        try {
            long now = System.nanoTime();
            for (Iterator<ServedStream> each = watched.iterator(); each.hasNext(); ) {
                ServedStream stream = each.next();
                if (stream.waitsAt(now)) {
                    continue;
                }
                each.remove();
                stream.isNoLongerWatched();
                // It may have begun to wait again meanwhile.
                if (stream.waitsAt(now)) {
                    watch(stream);
                }
            }
        } finally {
            isTimerSet.set(false);
            if (!watched.isEmpty()) {
                setTimer();
            }
        }
    }
}
