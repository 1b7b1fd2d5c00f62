package dev.landlord.workflow.serve;

import dev.landlord.workflow.restate.StacklessFailure;
import dev.restate.common.Slice;
import dev.restate.sdk.common.TerminalException;
import dev.restate.sdk.endpoint.definition.HandlerContext;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerRunner;
import dev.restate.serde.Serde;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.apache.logging.log4j.LogManager;

/**
 * Reads the input of a handler before the SDK runs it. The SDK logs a stack for every malformed input, so that any
 * caller could fill the log; here it is one line at INFO, and at most ten of them a minute.
 */
final class RequestReader<I, O> implements HandlerRunner<I, O> {
    private static final LimitedLog LOG = new LimitedLog(LogManager.getLogger("dev.landlord.workflow.serve"));
    private static final Executor EXECUTOR = ExecutorsKt.asExecutor(Dispatchers.getDefault());

    /** The size of an input that is read on the event loop, where a larger one would delay other requests. */
    private static final int MAX_IN_PLACE = 64 * 1024;

    private final String handler;
    private final HandlerRunner<I, O> runner;

    private RequestReader(String handler, HandlerRunner<I, O> runner) {
        this.handler = handler;
        this.runner = runner;
    }

    /** The same handler, whose input is read here. */
    static <I, O> HandlerDefinition<I, O> of(String service, HandlerDefinition<I, O> handler) {
        return HandlerDefinition.of(
                        handler.getName(),
                        handler.getHandlerType(),
                        handler.getRequestSerde(),
                        handler.getResponseSerde(),
                        new RequestReader<>(service + "/" + handler.getName(), handler.getRunner()))
                .withAcceptContentType(handler.getAcceptContentType())
                .withDocumentation(handler.getDocumentation())
                .withMetadata(handler.getMetadata());
    }

    @Override
    public CompletableFuture<Slice> run(
            HandlerContext context, Serde<I> requests, Serde<O> responses, AtomicReference<Runnable> onClosed) {
        Slice body = context.request().body();
        if (body.readableBytes() <= MAX_IN_PLACE) {
            try {
                return runner.run(context, new Known<>(read(requests, body), requests), responses, onClosed);
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }
        CompletableFuture<Slice> result = new CompletableFuture<>();
        EXECUTOR.execute(() -> {
            try {
                Serde<I> known = new Known<>(read(requests, body), requests);
                runner.run(context, known, responses, onClosed).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        result.complete(answer);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private I read(Serde<I> requests, Slice input) {
        try {
            return requests.deserialize(input);
        } catch (Exception unreadable) {
            LOG.info(ServeErrors.unreadable(handler, unreadable));
            throw new StacklessFailure(
                    TerminalException.BAD_REQUEST_CODE, "Cannot deserialize request: " + unreadable.getMessage());
        }
    }

    /** Gives the SDK what has been read. */
    private record Known<T>(T value, Serde<T> serde) implements Serde<T> {
        @Override
        public Slice serialize(T other) {
            return serde.serialize(other);
        }

        @Override
        public T deserialize(Slice input) {
            return value;
        }

        @Override
        public String contentType() {
            return serde.contentType();
        }
    }
}
