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
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p>Everything happens on the event loop of the request, except for the two methods of the port, which any thread may
 * call.
 */
final class ServedStream implements InvocationStream, Flow.Subscriber<Slice> {
    private static final Logger LOG = LogManager.getLogger("dev.landlord.workflow.serve");

    /**
     * Restate runs 1,000 invocations at a time by default, and those that wait on a stream count. When this many wait,
     * the next ones are suspended after a tenth of the time, so that there is room for others.
     */
    private static final int MANY_WAITING = 200;

    /** How many handlers of one server wait on their streams. */
    private final AtomicInteger waiting;

    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private RequestProcessor processor;
    private Flow.Subscription output;
    private boolean isInputEnded;
    private boolean isEnded;

    /** Changes whenever the handler begins to wait, and when it resumes. */
    private volatile long turn;

    private volatile boolean isWaiting;
    private volatile boolean isReplaying;
    private long received;
    private final HeldMessages messages;

    ServedStream(Context context, HttpServerRequest request, AtomicInteger waiting, boolean isBatching) {
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
        received++;
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
        long now = ++turn;
        isWaiting = true;
        boolean areMany = waiting.incrementAndGet() > MANY_WAITING;
        suspendAfter(areMany ? patience.dividedBy(10) : patience, now);
    }

    @Override
    public void resumed() {
        turn++;
        isWaiting = false;
        waiting.decrementAndGet();
    }

    private void suspendAfter(Duration patience, long begun) {
        EventLoops.executeUnlessClosed(context, () -> {
            long seen = received;
            context.owner().setTimer(Math.max(1, patience.toMillis()), timer -> {
                if (turn != begun || !isWaiting || isInputEnded) {
                    return;
                }
                if (seen == received) {
                    endInput();
                } else {
                    // What has come may be what it waits for; the handler just has not had its turn.
                    suspendAfter(patience, begun);
                }
            });
        });
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
