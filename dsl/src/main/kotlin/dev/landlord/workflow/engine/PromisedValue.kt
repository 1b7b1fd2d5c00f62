@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.AwaitPromise
import dev.landlord.workflow.KeepPromise
import dev.landlord.workflow.Promise
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_CONFLICT
import java.net.HttpURLConnection.HTTP_GONE

internal suspend fun <T> WorkflowScope.awaited(operation: AwaitPromise<T>): T {
    val promise = operation.promise
    val pending = perform(GetPromise(promise.key))
    return promise.read(perform(AwaitFirst(listOf(pending))).result.getOrThrow())
}

internal suspend fun <T> WorkflowScope.kept(operation: KeepPromise<T>): Boolean {
    val promise = operation.promise
    return perform(CompletePromise(promise.key, promise.type.written("$promise", operation.value)))
}

private fun <T> Promise<T>.read(value: Slice): T = type.read(key, value, "$this")

/**
 * Sets it: what its handler does.
 *
 * @throws TerminalException with 400 if [value] is larger than 1 MiB, 404 if there is no such run,
 *   409 if it has a value, 410 if the run has ended
 */
@InternalEngineApi
public suspend fun <T> Outside.complete(promise: Promise<T>, value: T) {
    if (found() is RunEnd.Ended) fail(Advice.endedBefore(promise.name), HTTP_GONE)
    val json = filledOnce(promise.type.write(value))
    if (json.readableBytes() > LONGEST_VALUE) fail(Advice.value(LONGEST_VALUE), HTTP_BAD_REQUEST)
    if (!complete(promise.key, json)) fail(Advice.alreadyCompleted(promise.name), HTTP_CONFLICT)
}

/**
 * Waits until it has a value: what its handler does.
 *
 * @throws TerminalException with 404 if there is no such run, 410 if it ends without
 */
@InternalEngineApi
public suspend fun <T> Outside.awaited(promise: Promise<T>): T {
    found()
    val value = await(promise.key) ?: fail(Advice.endedWithout(promise.name), HTTP_GONE)
    return promise.read(value)
}
