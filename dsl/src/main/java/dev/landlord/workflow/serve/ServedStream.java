package dev.landlord.workflow.serve;

import dev.landlord.workflow.restate.InvocationStream;
import dev.restate.common.Slice;
import dev.restate.sdk.core.EndpointRequestHandler.LoggingContextSetter;
import dev.restate.sdk.core.ProtocolException;
import dev.restate.sdk.core.RequestProcessor;
import io.reactiverse.contextual.logging.ContextualData;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One request of Restate, while the SDK's processor answers it: what arrives goes to the processor, what the processor
 * writes goes back.
 *
 * <p>Suspends an attempt whose handler only waits, by ending the processor's input: the processor then writes what the
 * handler waits for, and the stream ends. What Restate sends meanwhile is dropped here; it is in the invocation's
 * journal, so that Restate resumes the invocation at once.
 *
 * <p>Everything happens on the event loop of the request, except for the methods of the port and of {@link WaitingStreams}, which
 * any thread may call.
 */
final class ServedStream implements InvocationStream, Flow.Subscriber<Slice> {
    private static final Logger LOG = LogManager.getLogger("dev.landlord.workflow.serve");

    private final WaitingStreams waiting;
    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private RequestProcessor processor;
    private Flow.Subscription output;
    private boolean isInputEnded;
    private boolean isEnded;
    private final HeldMessages messages;
    private volatile boolean isReplaying;
    private volatile boolean isWaiting;

    /** How long the handler may wait, in nanoseconds, and until when, as {@link System#nanoTime} counts. */
    private volatile long patience;

    private volatile long deadline;

    /** Whether anything has come since the handler began to wait. */
    private volatile boolean hasReceived;

    /** Whether {@link WaitingStreams} has this. */
    private boolean isWatched;

    ServedStream(Context context, HttpServerRequest request, WaitingStreams waiting, boolean isBatching) {
        this.context = context;
        this.messages = new HeldMessages(context, request.response(), isBatching);
        this.request = request;
        this.response = request.response();
        this.waiting = waiting;
    }

    /** Connects the request to the processor that answers it. */
    void process(RequestProcessor processor) {
        this.processor = processor;
        processor.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long demand) {
                // The SDK takes whatever comes.
            }

            @Override
            public void cancel() {
                isInputEnded = true;
            }
        });
        request.handler(this::received);
        request.endHandler(end -> endInput());
        request.exceptionHandler(this::disconnected);
        response.exceptionHandler(this::disconnected);
        processor.subscribe(this);
    }

    private void received(Buffer bytes) {
        hasReceived = true;
        if (!isInputEnded) {
            processor.onNext(Slice.wrap(bytes.getBytes()));
        }
    }

    private void endInput() {
        if (!isInputEnded) {
            isInputEnded = true;
            processor.onComplete();
        }
    }

    /** Restate has closed the stream, or the connection is gone: the attempt ends, and its coroutines with it. */
    private void disconnected(Throwable cause) {
        LOG.debug("Restate closed the stream of {}: {}", request.path(), cause.toString());
        isInputEnded = true;
        if (isEnded) {
            return;
        }
        isEnded = true;
        try {
            output.cancel();
        } catch (ProtocolException early) {
            // The invocation has not arrived completely, so that no handler runs.
            LOG.debug("{}", early.toString());
        }
    }

    /** Keeps a value for the log of the attempt. One of them is the only sign whether the SDK replays. */
    void log(String key, String value) {
        if (key.equals(LoggingContextSetter.INVOCATION_STATUS_KEY)) {
            isReplaying = InvocationStream.isReplaying(value);
        }
        ContextualData.put(key, value);
    }

    @Override
    public boolean isReplaying() {
        return isReplaying;
    }

    @Override
    public boolean isCurrent() {
        return ((ContextInternal) context).inThread();
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(turn -> task.run());
    }

    @Override
    public void waits(Duration patience) {
        long nanos = waiting.begin() ? patience.toNanos() / 10 : patience.toNanos();
        hasReceived = false;
        this.patience = nanos;
        deadline = System.nanoTime() + nanos;
        isWaiting = true;
        if (nanos == 0) {
            EventLoops.executeUnlessClosed(context, this::suspendIfDue);
        }
        waiting.watch(this);
    }

    @Override
    public void resumed() {
        isWaiting = false;
        waiting.end();
    }

    /** Whether the handler waits; if it has waited for too long, it is suspended. */
    boolean waitsAt(long now) {
        if (!isWaiting) {
            return false;
        }
        if (deadline - now <= 0) {
            EventLoops.executeUnlessClosed(context, this::suspendIfDue);
        }
        return true;
    }

    /** Returns {@code false} if it is watched already. */
    synchronized boolean becomesWatched() {
        boolean wasWatched = isWatched;
        isWatched = true;
        return !wasWatched;
    }

    synchronized void isNoLongerWatched() {
        isWatched = false;
    }

    private void suspendIfDue() {
        long now = System.nanoTime();
        if (!isWaiting || isInputEnded || deadline - now > 0) {
            return;
        }
        if (hasReceived) {
            // What has come may be what it waits for; the handler just has not had its turn.
            hasReceived = false;
            deadline = now + patience;
        } else {
            endInput();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        output = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Slice slice) {
        if (!isEnded) {
            messages.add(slice.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.warn("The SDK could not answer {}: {}", request.path(), failure.toString());
        if (!response.headWritten()) {
            response.setStatusCode(500);
        }
        onComplete();
    }

    @Override
    public void onComplete() {
        isInputEnded = true;
        if (!isEnded) {
            isEnded = true;
            messages.flush();
            response.end();
        }
    }
}
