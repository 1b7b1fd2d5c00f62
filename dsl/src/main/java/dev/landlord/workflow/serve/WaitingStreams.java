package dev.landlord.workflow.serve;

import io.vertx.core.Context;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    void watch(ServedStream stream, Context context) {
        if (stream.becomesWatched()) {
            watched.add(stream);
        }
        setTimer(context);
    }

    private void setTimer(Context context) {
        if (isTimerSet.compareAndSet(false, true)) {
            EventLoops.executeUnlessClosed(
                    context,
                    () -> context.owner().setTimer(INTERVAL_MILLIS, timer -> {
                        lookAtAll(context);
                        isTimerSet.set(false);
                        if (!watched.isEmpty()) {
                            setTimer(context);
                        }
                    }));
        }
    }

    private void lookAtAll(Context context) {
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
                watch(stream, context);
            }
        }
    }
}
