package dev.landlord.workflow.sdkinternals;

import dev.landlord.workflow.engine.InternalEngineApi;
import dev.landlord.workflow.engine.ServiceRequest;
import dev.restate.common.Slice;
import dev.restate.sdk.endpoint.definition.AsyncResult;
import dev.restate.sdk.endpoint.definition.HandlerContext;
import dev.restate.sdk.kotlin.ContextImpl;
import dev.restate.sdk.kotlin.DurableFuture;
import dev.restate.sdk.kotlin.SharedWorkflowContext;
import dev.restate.sdk.kotlin.SingleDurableFutureImpl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Commands that start an operation without waiting for it. The functions of the SDK's Kotlin API wait: for the outcome,
 * or for the id of an invocation. They then fail in the same way when the operation fails and when the run is cancelled
 * meanwhile, and the engine has to distinguish the two.
 *
 * <p>Java, because the SDK's {@code internal} members are hidden from Kotlin and not from Java. This package holds such
 * bridges and nothing else.
 */
@InternalEngineApi
public final class ContextCommands {
    private ContextCommands() {}

    /** {@code block} is called when the result is awaited, unless the journal has the result. */
    public static CompletableFuture<AsyncResult<Slice>> run(
            SharedWorkflowContext context, String name, Consumer<HandlerContext.RunCompleter> block) {
        return commands(context).submitRun(name, block);
    }

    public static CompletableFuture<AsyncResult<Void>> completePromise(
            SharedWorkflowContext context, String key, Slice value) {
        return commands(context).resolvePromise(key, value);
    }

    public static CompletableFuture<HandlerContext.CallResult> call(
            SharedWorkflowContext context, ServiceRequest request) {
        return commands(context)
                .call(
                        request.getTarget(),
                        request.getPayload(),
                        request.getIdempotencyKey(),
                        request.getHeaders().entrySet());
    }

    /** The result is the id of the invocation. */
    public static CompletableFuture<AsyncResult<String>> send(
            SharedWorkflowContext context, ServiceRequest request, Duration after) {
        return commands(context)
                .send(
                        request.getTarget(),
                        request.getPayload(),
                        request.getIdempotencyKey(),
                        request.getHeaders().entrySet(),
                        after.isZero() ? null : after);
    }

    public static CompletableFuture<AsyncResult<Slice>> attach(SharedWorkflowContext context, String invocationId) {
        return commands(context).attachInvocation(invocationId);
    }

    public static CompletableFuture<Void> cancel(SharedWorkflowContext context, String invocationId) {
        return commands(context).cancelInvocation(invocationId);
    }

    public static <T> DurableFuture<T> future(AsyncResult<T> result) {
        return new SingleDurableFutureImpl<>(result);
    }

    private static HandlerContext commands(SharedWorkflowContext context) {
        return ((ContextImpl) context).getHandlerContext$sdk_api_kotlin();
    }
}
