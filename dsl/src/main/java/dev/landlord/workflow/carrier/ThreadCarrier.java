package dev.landlord.workflow.carrier;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/** A body on a thread of its own. When the attempt ends, the thread has to be freed: the body is unwound. */
final class ThreadCarrier implements Carrier {
    /** After so many unwindings that its code swallows, a body is left parked for ever. */
    private static final int MAX_UNWINDINGS = 1_000;

    private final Executor threads;

    /** The block of the turn in progress; {@code null} while the body is parked, or has no stack. */
    private volatile @Nullable Runnable block;

    /** Receives the end of the turn in progress. */
    private @Nullable Consumer<@Nullable Throwable> ended;

    private volatile boolean isClosed;
    private volatile @Nullable Thread body;

    /** The thread that waits in {@link #close}. */
    private volatile @Nullable Thread closing;

    private int unwindings;

    ThreadCarrier(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void start(Runnable block, Consumer<@Nullable Throwable> ended) {
        Thread parked = body;
        this.ended = ended;
        this.block = block;
        if (parked != null) {
            LockSupport.unpark(parked);
            return;
        }
        try {
            threads.execute(this::runBody);
        } catch (CarrierExhaustedException exhausted) {
            this.block = null;
            throw exhausted;
        }
    }

    @Override
    public void turn(Runnable block) {
        Wait wait = new Wait(Thread.currentThread());
        start(block, wait);
        parkWhile(() -> !wait.isOver);
        Throwable failure = wait.failure;
        if (failure != null) {
            throw failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
        }
    }

    /** The whole life of a stack, from its first turn to the end of its code. */
    private void runBody() {
        body = Thread.currentThread();
        Throwable failure = null;
        try {
            Runnable first = block;
            if (first != null) {
                first.run();
            }
        } catch (BodyUnwound unwound) {
            // The code has ended, as it should.
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            body = null;
            endTurn(failure);
            LockSupport.unpark(closing);
        }
    }

    private void endTurn(@Nullable Throwable failure) {
        Consumer<@Nullable Throwable> waiting = ended;
        ended = null;
        block = null;
        if (waiting != null) {
            waiting.accept(failure);
        }
    }

    @Override
    public void park() {
        requireOpen();
        endTurn(null);
        parkWhile(() -> block == null && !isClosed);
        requireOpen();
        Runnable next = block;
        if (next != null) {
            next.run();
        }
    }

    /** Parks this thread. An interrupt does not end the wait, and is kept for the code that waits. */
    private void parkWhile(BooleanSupplier condition) {
        boolean isInterrupted = false;
        while (condition.getAsBoolean()) {
            LockSupport.park(this);
            isInterrupted |= Thread.interrupted();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw unwinding();
        }
    }

    /** Code that swallows its unwinding in a loop would never end, and never free its processor. */
    private BodyUnwound unwinding() {
        while (++unwindings > MAX_UNWINDINGS) {
            LockSupport.park(this);
        }
        return new BodyUnwound();
    }

    @Override
    public @Nullable Thread thread() {
        return body;
    }

    @Override
    public void close(long deadline) {
        isClosed = true;
        closing = Thread.currentThread();
        Thread parked = body;
        if (parked == null) {
            return;
        }
        LockSupport.unpark(parked);
        long left = deadline - System.nanoTime();
        while (body != null && left > 0) {
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
        if (body != null) {
            LogManager.getLogger("dev.landlord.workflow")
                    .warn("{}", CarrierErrors.stillRunning(parked.getName(), MAX_UNWINDING));
        }
    }

    @Override
    public boolean isThread() {
        return true;
    }

    /** A thread that waits for the end of a turn. */
    private static final class Wait implements Consumer<@Nullable Throwable> {
        private final Thread thread;
        private @Nullable Throwable failure;
        private volatile boolean isOver;

        Wait(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void accept(@Nullable Throwable failure) {
            this.failure = failure;
            isOver = true;
            LockSupport.unpark(thread);
        }
    }
}
