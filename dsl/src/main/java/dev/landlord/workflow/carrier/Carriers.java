package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the carriers of one kind. The kind for a process is chosen when its first blocking workflow is created: the
 * first of the three that the JDK has, or the one that the system property {@code landlord.carrier} names.
 */
@InternalEngineApi
public enum Carriers {
    /**
     * The JDK's own continuations: on the engine's thread, with 0.3 to 1 KB for a parked body, and no thread. A body
     * that is dropped runs no {@code finally}. Needs JDK 21 and both options of {@link #OPTIONS}.
     */
    CONTINUATION {
        @Override
        public boolean isAvailable() {
            return ContinuationCarrier.isAvailable();
        }

        @Override
        public Carrier create() {
            return new ContinuationCarrier();
        }
    },

    /** A virtual thread for each body; needs JDK 21. */
    VIRTUAL_THREAD {
        @Override
        public boolean isAvailable() {
            return Threads.VIRTUAL != null;
        }

        @Override
        public Carrier create() {
            ThreadFactory threads = Objects.requireNonNull(Threads.VIRTUAL, "virtual threads");
            return new ThreadCarrier(body -> threads.newThread(body).start());
        }
    },

    /** A platform thread for each body; at most {@link #MAX_THREADS} at a time. */
    PLATFORM_THREAD {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public Carrier create() {
            return new ThreadCarrier(Threads::runInThread);
        }

        @Override
        public boolean areScarce() {
            return Threads.FREE.availablePermits() < MAX_THREADS / 10;
        }
    };

    /** The system property that names the kind: {@code continuation}, {@code virtual-thread}, {@code platform-thread}. */
    public static final String PROPERTY = "landlord.carrier";

    /** The system property with {@link #MAX_THREADS}; default 500. */
    public static final String MAX_THREADS_PROPERTY = "landlord.carrier.threads";

    /** How many platform threads may have a body at a time. */
    public static final int MAX_THREADS = Integer.getInteger(MAX_THREADS_PROPERTY, 500);

    /** The options of the JVM without which it has no continuations for us. */
    public static final String OPTIONS =
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED";

    /** Whether the JDK of this process has carriers of this kind. */
    public abstract boolean isAvailable();

    /** A carrier for one body. */
    public abstract Carrier create();

    /** Whether a body holds a thread until its carrier is closed. */
    public boolean holdThreads() {
        return this != CONTINUATION;
    }

    /** Whether a body that only waits should release its carrier at once, because few are left. */
    public boolean areScarce() {
        return false;
    }

    /** The name in {@link #PROPERTY}. */
    public String propertyValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kinds that the JDK of this process has. */
    public static List<Carriers> available() {
        return Stream.of(values()).filter(Carriers::isAvailable).toList();
    }

    /**
     * The kind of this process; logs the choice at the first call.
     *
     * @throws IllegalArgumentException if {@link #PROPERTY} names none that the JDK has
     */
    public static Carriers ofProcess() {
        return Chosen.CARRIERS;
    }

    private static Carriers choose() {
        String named = System.getProperty(PROPERTY);
        Carriers chosen = named == null
                ? available().get(0)
                : available().stream()
                        .filter(kind -> kind.propertyValue().equals(named))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(CarrierErrors.unavailable(named)));
        Chosen.LOGGER.info("{}", CarrierErrors.chosen(chosen, named != null));
        return chosen;
    }

    /** Chosen at the first use. */
    private static final class Chosen {
        static final Logger LOGGER = LogManager.getLogger("dev.landlord.workflow");
        static final Carriers CARRIERS = choose();
    }

    private static final class Threads {
        static final @Nullable ThreadFactory VIRTUAL = VirtualThreads.named("landlord-body-");

        /** One for each platform thread that there may be. */
        static final Semaphore FREE = new Semaphore(MAX_THREADS);

        static final AtomicInteger NUMBER = new AtomicInteger();

        /** A thread of its own: the next body must not see the thread-locals of this one. */
        static void runInThread(Runnable body) {
            if (!acquire()) {
                throw new CarrierExhaustedException(CarrierErrors.exhausted(MAX_THREADS));
            }
            Runnable releasing = () -> {
                try {
                    body.run();
                } finally {
                    FREE.release();
                }
            };
            Thread thread = new Thread(null, releasing, "landlord-body-" + NUMBER.getAndIncrement(), 0, false);
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (Throwable notStarted) {
                FREE.release();
                throw notStarted;
            }
        }

        /** A body that has just ended takes a moment until its thread has ended. */
        private static boolean acquire() {
            try {
                return FREE.tryAcquire(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return FREE.tryAcquire();
            }
        }
    }
}
