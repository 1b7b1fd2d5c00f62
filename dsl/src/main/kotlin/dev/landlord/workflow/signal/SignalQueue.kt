package dev.landlord.workflow.signal

import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.GetPromise
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.handler.filledOnce
import dev.landlord.workflow.handler.found
import dev.landlord.workflow.handler.requireReceivable
import dev.landlord.workflow.read
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_GONE

// The values of a signal are durable promises `signal/<name>/<n>`, numbered from 1 without a gap. A
// sender completes the first open promise; the run waits for the first promise whose value none of
// its branches has taken.

internal fun signalKey(signal: String, number: Int) = "signal/$signal/$number"

/**
 * Waits for the next value and takes it. Branches that wait at the same time take turns in the
 * order in which they began to wait. A branch that is stopped takes no value.
 */
internal suspend fun <T> WorkflowScope.receive(signal: Signal<T>, cursor: SignalCursor): T {
    while (true) {
        val number = cursor.next(signal.name)
        val key = signalKey(signal.name, number)
        val promise = perform(GetPromise(key))
        val value =
            perform(
                Await(listOf(promise)) { settled ->
                    val json = settled.outcome.getOrThrow()
                    if (cursor.take(signal.name, number)) signal.type.read(key, json) { "$signal" }
                    else TAKEN
                }
            )
        @Suppress("UNCHECKED_CAST") if (value !== TAKEN) return value as T
    }
}

/** Another branch took the value. */
private val TAKEN = Any()

/**
 * Appends [value]: the handler of a signal.
 *
 * @throws TerminalException with 400 if [value] is larger than 1 MiB, 404 if there is no run, 410
 *   if the run has ended
 */
@InternalEngineApi
public suspend fun <T> SharedHandlerPort.send(signal: Signal<T>, value: T) {
    if (found() is RunEnd.Ended) fail(HandlerMessages.notReceived(signal.name), HTTP_GONE)
    val json = filledOnce(signal.type.write(value))
    requireReceivable("$signal", json)
    if (complete(signalKey(signal.name, 1), json)) return
    var number = firstOpen(signal.name)
    while (!complete(signalKey(signal.name, number), json)) number++
}

/** The number of the first open promise of [signal], whose first promise has a value. */
private suspend fun SharedHandlerPort.firstOpen(signal: String): Int {
    var known = 1
    var open = 2
    while (peek(signalKey(signal, open)) != null) {
        known = open
        open *= 2
    }
    while (open - known > 1) {
        val middle = (known + open) / 2
        if (peek(signalKey(signal, middle)) != null) known = middle else open = middle
    }
    return open
}
