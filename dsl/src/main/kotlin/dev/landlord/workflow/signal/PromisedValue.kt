package dev.landlord.workflow.signal

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Promise
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.CompletePromise
import dev.landlord.workflow.engine.GetPromise
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.MAX_VALUE
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.filledOnce
import dev.landlord.workflow.handler.found
import dev.landlord.workflow.read
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_CONFLICT
import java.net.HttpURLConnection.HTTP_GONE

internal suspend fun <T> WorkflowScope.awaitValue(promise: Promise<T>): T {
    val handle = perform(GetPromise(promise.key))
    return perform(Await(listOf(handle)) { promise.read(it.outcome.getOrThrow()) })
}

internal suspend fun <T> WorkflowScope.completeWith(promise: Promise<T>, value: T): Boolean =
    perform(CompletePromise(promise.key, promise.type.written("$promise", value)))

private fun <T> Promise<T>.read(value: Slice): T = type.read(key, value) { "$this" }

/**
 * Sets it: what its handler does.
 *
 * @throws TerminalException with 400 if [value] is larger than 1 MiB, 404 if there is no such run,
 *   409 if it has a value, 410 if the run has ended
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.complete(promise: Promise<T>, value: T) {
    if (found() is RunEnd.Ended) fail(Advice.endedBefore(promise.name), HTTP_GONE)
    val json = filledOnce(promise.type.write(value))
    if (json.readableBytes() > MAX_VALUE) fail(Advice.value(MAX_VALUE), HTTP_BAD_REQUEST)
    if (!complete(promise.key, json)) fail(Advice.alreadyCompleted(promise.name), HTTP_CONFLICT)
}

/**
 * Waits until it has a value: what its handler does.
 *
 * @throws TerminalException with 404 if there is no such run, 410 if it ends without
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.awaited(promise: Promise<T>): T {
    found()
    val value = await(promise.key) ?: fail(Advice.endedWithout(promise.name), HTTP_GONE)
    return promise.read(value)
}
