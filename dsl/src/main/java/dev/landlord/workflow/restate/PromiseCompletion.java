package dev.landlord.workflow.restate;

import dev.restate.common.Slice;
import dev.restate.sdk.endpoint.definition.AsyncResult;
import dev.restate.sdk.kotlin.ContextImpl;
import dev.restate.sdk.kotlin.DurableFuture;
import dev.restate.sdk.kotlin.SharedWorkflowContext;
import dev.restate.sdk.kotlin.SingleDurableFutureImpl;
import java.util.concurrent.CompletableFuture;

/**
 * Completes a durable promise without waiting for it. The SDK's {@code resolve} waits by itself, and
 * fails alike when the promise has a value already and when the run is cancelled meanwhile; the
 * engine has to tell these apart. In Java, because what it needs is hidden from Kotlin.
 */
final class PromiseCompletion {
    private PromiseCompletion() {}

    /** Sends the command. */
    static CompletableFuture<AsyncResult<Void>> begin(SharedWorkflowContext context, String key, Slice value) {
        return ((ContextImpl) context).getHandlerContext$sdk_api_kotlin().resolvePromise(key, value);
    }

    static DurableFuture<Void> future(AsyncResult<Void> result) {
        return new SingleDurableFutureImpl<>(result);
    }
}
