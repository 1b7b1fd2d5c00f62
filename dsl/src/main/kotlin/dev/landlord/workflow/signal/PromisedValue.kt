package dev.landlord.workflow.signal

import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.Promise
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.CompletePromise
import dev.landlord.workflow.engine.GetPromise
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.filledOnce
import dev.landlord.workflow.handler.found
import dev.landlord.workflow.handler.requireReceivable
import dev.landlord.workflow.read
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
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
 * Completes [promise] with [value]: the handler `complete…`.
 *
 * @throws TerminalException with 400 if [value] is larger than 1 MiB, 404 if there is no run, 409
 *   if the promise has a value, 410 if the run has ended
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.complete(promise: Promise<T>, value: T) {
    if (found() is RunEnd.Ended) fail(HandlerMessages.notReceived(promise.name), HTTP_GONE)
    val json = filledOnce(promise.type.write(value))
    requireReceivable("$promise", json)
    if (!complete(promise.key, json))
        fail(HandlerMessages.alreadyCompleted(promise.name), HTTP_CONFLICT)
}

/**
 * Waits until [promise] has a value, and returns the value: the handler with the name of the
 * promise.
 *
 * @throws TerminalException with 404 if there is no run, 410 if the run ends without a value
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.awaited(promise: Promise<T>): T {
    found()
    val value = await(promise.key) ?: fail(HandlerMessages.neverCompleted(promise.name), HTTP_GONE)
    return promise.read(value)
}
