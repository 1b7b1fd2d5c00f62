package dev.landlord.workflow.carrier;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * A body on a thread of its own, which runs while the engine's thread waits, and the other way round. When the attempt
 * ends, the thread has to be freed: the body is unwound.
 */
final class ThreadCarrier implements Carrier {
    /** After so many unwindings that its code swallows, a body is left parked for ever. */
    private static final int MAX_UNWINDINGS = 1_000;

    private final Executor threads;

    /** The block of the turn in progress; {@code null} while the body is parked, or has no stack. */
    private volatile @Nullable Runnable block;

    /** What the waiting thread of the engine has to run for the body; {@code null} if nothing. */
    private volatile @Nullable Runnable errand;

    private volatile boolean isClosed;
    private volatile @Nullable Thread body;
    private volatile @Nullable Thread engine;
    private @Nullable Throwable failure;
    private int unwindings;

    ThreadCarrier(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void turn(Runnable block) {
        engine = Thread.currentThread();
        Thread parked = body;
        this.block = block;
        if (parked == null) {
            try {
                threads.execute(this::runBody);
            } catch (CarrierExhaustedException exhausted) {
                this.block = null;
                throw exhausted;
            }
        } else {
            LockSupport.unpark(parked);
        }
        parkWhile(() -> {
            runErrand();
            return this.block != null;
        });
        engine = null;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
        }
    }

    @Override
    public void runOutside(Runnable block) {
        requireOpen();
        errand = block;
        LockSupport.unpark(engine);
        parkWhile(() -> errand != null);
    }

    private void runErrand() {
        Runnable asked = errand;
        if (asked != null) {
            asked.run();
            errand = null;
            LockSupport.unpark(body);
        }
    }

    /** The whole life of a stack, from its first turn to the end of its code. */
    private void runBody() {
        body = Thread.currentThread();
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
            endTurn();
        }
    }

    private void endTurn() {
        Thread waiting = engine;
        block = null;
        LockSupport.unpark(waiting);
    }

    @Override
    public void park() {
        requireOpen();
        endTurn();
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
        Thread parked = body;
        if (parked == null) {
            return;
        }
        engine = Thread.currentThread();
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
    public boolean needsClosing() {
        return true;
    }
}
