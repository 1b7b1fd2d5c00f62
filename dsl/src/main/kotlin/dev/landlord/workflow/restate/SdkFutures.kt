package dev.landlord.workflow.restate

import dev.restate.sdk.endpoint.definition.AsyncResult
import dev.restate.sdk.endpoint.definition.HandlerContext
import java.util.Collections
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlinx.coroutines.future.await

/**
 * The value of a future that has completed.
 *
 * @throws Throwable what it failed with
 */
internal fun <T> CompletableFuture<T>.completed(): T {
    check(isDone) { "the SDK has not completed $this" }
    return try {
        join()
    } catch (failed: CompletionException) {
        throw failed.cause ?: failed
    }
}

/**
 * [read] of the value, when there is one. It nearly always is there: on the event loop, the SDK
 * carries a command out at once, and this needs no continuation of its own.
 */
internal suspend fun <T, R> CompletableFuture<T>.then(read: (T) -> R): R =
    if (isDone) read(completed()) else later(read)

private suspend fun <T, R> CompletableFuture<T>.later(read: (T) -> R): R = read(await())

/**
 * Completes with the index of the first of [results] that has an outcome; polling begins at once.
 *
 * The results themselves must not be awaited: the SDK delivers a cancellation by failing what is
 * awaited, and a result that it failed has lost its outcome (G3). This fails in their place, so
 * that a terminal failure of it is a cancellation and nothing else.
 */
internal fun HandlerContext.first(results: List<AsyncResult<*>>): CompletableFuture<Int> =
    createAnyAsyncResult(results).poll()

/** As [first] of several. */
internal fun HandlerContext.first(result: AsyncResult<*>): CompletableFuture<Int> =
    first(Collections.singletonList(result))
