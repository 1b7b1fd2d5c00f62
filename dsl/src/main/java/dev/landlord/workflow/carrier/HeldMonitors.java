package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Optional;

/**
 * Finds a monitor that the body on this thread holds when it calls a verb. Other runs may need it while this one waits:
 * they would block the threads of the engine, and a continuation that is dropped would never release it.
 *
 * <p>The JVM searches the stack, which takes 0.1 ms. So an object of this class looks once at each of the first waits of
 * a body; as a body waits at the same places in each run, few monitors are missed. A monitor of a body on a virtual
 * thread is not found: the JVM does not show it.
 */
@InternalEngineApi
public final class HeldMonitors {
    private static final int MAX_WAITS = 1_024;

    /** Read and written by several threads: at worst one looks again. */
    private final boolean[] areChecked = new boolean[MAX_WAITS];

    /**
     * Checks the body on this thread, if no run was checked at this wait.
     *
     * @param wait the number of the wait in its run, from 0
     * @throws IllegalStateException if the body holds a monitor, LW185
     */
    public void requireNone(int wait) {
        if (wait >= MAX_WAITS || areChecked[wait]) {
            return;
        }
        areChecked[wait] = true;
        Optional<MonitorInfo> held = first();
        if (held.isPresent()) {
            // The next run has to be refused as well.
            areChecked[wait] = false;
            throw new IllegalStateException(CarrierErrors.holdsMonitor(held.get()));
        }
    }

    /** A monitor that the body on this thread holds; empty if it holds none, or the JVM does not say. */
    public static Optional<MonitorInfo> first() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isObjectMonitorUsageSupported()) {
            return Optional.empty();
        }
        @SuppressWarnings("deprecation") // threadId() needs JDK 19
        long[] ids = {Thread.currentThread().getId()};
        ThreadInfo thread = threads.getThreadInfo(ids, true, false)[0];
        if (thread == null) {
            return Optional.empty();
        }
        int depth = depthOfBody(thread.getStackTrace());
        for (MonitorInfo monitor : thread.getLockedMonitors()) {
            if (monitor.getLockedStackDepth() < depth) {
                return Optional.of(monitor);
            }
        }
        return Optional.empty();
    }

    /** The number of frames above the carrier's own; all frames if no carrier runs. */
    private static int depthOfBody(StackTraceElement[] frames) {
        for (int depth = 0; depth < frames.length; depth++) {
            String type = frames[depth].getClassName();
            String method = frames[depth].getMethodName();
            if (type.equals(ContinuationCarrier.class.getName()) && method.equals("turn")
                    || type.equals(ThreadCarrier.class.getName()) && method.equals("runBody")) {
                return depth;
            }
        }
        return frames.length;
    }
}
