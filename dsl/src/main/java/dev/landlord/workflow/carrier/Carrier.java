package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stack of one blocking body. The body runs in turns: from one verb of the workflow to the next. A carrier decides
 * on which stack a turn runs, and knows nothing of verbs.
 *
 * <p>One thread at a time uses a carrier: the engine's, or during a turn the body's.
 */
@InternalEngineApi
public interface Carrier {
    /** How long the end of an attempt waits for the code of its bodies. */
    Duration MAX_UNWINDING = Duration.ofSeconds(10);

    /**
     * Runs {@code block} on the stack of the body, and returns when the body parks or its code has ended. The first
     * turn starts the stack.
     *
     * @throws CarrierExhaustedException if no thread is free for the body
     */
    void turn(Runnable block);

    /**
     * Starts a turn as {@link #turn} does. Calls {@code ended} when the turn has ended, with what it threw: on the thread
     * of the body, or before this returns if the body has none. {@code ended} must not block.
     *
     * @throws CarrierExhaustedException if no thread is free for the body
     */
    void start(Runnable block, Consumer<@Nullable Throwable> ended);

    /**
     * Parks the body, on whose stack this is called, until the next turn; then runs the block of that turn.
     *
     * @throws BodyUnwound if the carrier has been closed
     * @throws IllegalStateException if the body holds a monitor that prevents it
     */
    void park();

    /**
     * Ends the stack of a body that is parked; it never has another turn. If the stack is a thread, the body throws
     * {@link BodyUnwound}, and this waits until its code has ended, or until {@code deadline}.
     *
     * @param deadline as {@link System#nanoTime} counts
     */
    void close(long deadline);

    /** The thread of the body; {@code null} if the body has no thread of its own, or its code has ended. */
    @Nullable
    Thread thread();

    /** Whether the stack is a thread: a carrier that is dropped without {@link #close} would hold it. */
    boolean isThread();
}
