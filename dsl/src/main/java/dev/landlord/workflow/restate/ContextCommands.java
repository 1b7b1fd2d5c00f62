package dev.landlord.workflow.restate;

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

/**
 * Commands that begin something without waiting for it. The SDK's own functions wait by themselves, for the
 * outcome or for the id of an invocation, and then fail alike when it fails and when the run is cancelled
 * meanwhile; the engine has to tell these apart. In Java, because what they need is hidden from Kotlin.
 */
final class ContextCommands {
    private ContextCommands() {}

    static CompletableFuture<AsyncResult<Void>> completePromise(
            SharedWorkflowContext context, String key, Slice value) {
        return commands(context).resolvePromise(key, value);
    }

    static CompletableFuture<HandlerContext.CallResult> call(SharedWorkflowContext context, ServiceRequest request) {
        return commands(context)
                .call(
                        request.getTarget(),
                        request.getPayload(),
                        request.getIdempotencyKey(),
                        request.getHeaders().entrySet());
    }

    /** Ends with the id of the invocation. */
    static CompletableFuture<AsyncResult<String>> send(
            SharedWorkflowContext context, ServiceRequest request, Duration after) {
        return commands(context)
                .send(
                        request.getTarget(),
                        request.getPayload(),
                        request.getIdempotencyKey(),
                        request.getHeaders().entrySet(),
                        after.isZero() ? null : after);
    }

    static CompletableFuture<AsyncResult<Slice>> attach(SharedWorkflowContext context, String invocationId) {
        return commands(context).attachInvocation(invocationId);
    }

    static CompletableFuture<Void> cancel(SharedWorkflowContext context, String invocationId) {
        return commands(context).cancelInvocation(invocationId);
    }

    static <T> DurableFuture<T> future(AsyncResult<T> result) {
        return new SingleDurableFutureImpl<>(result);
    }

    private static HandlerContext commands(SharedWorkflowContext context) {
        return ((ContextImpl) context).getHandlerContext$sdk_api_kotlin();
    }
}
