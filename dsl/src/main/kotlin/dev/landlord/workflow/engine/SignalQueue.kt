@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_GONE

// The values of a signal are durable promises `signal/<name>/<n>`, from 1 on without a gap: who
// sends completes the first that is open; the run waits for the next that none of its branches has
// taken.

internal fun signalKey(signal: String, number: Int) = "signal/$signal/$number"

/**
 * Waits for the next value. Branches that wait for the same one take it in the order in which they
 * came; the others wait for the one after it. A branch that is stopped has taken none.
 */
internal suspend fun <T> WorkflowScope.receive(signal: Signal<T>, requests: Requests): T {
    while (true) {
        val number = requests.next(signal.name)
        val key = signalKey(signal.name, number)
        val promise = perform(GetPromise(key))
        val value = perform(AwaitFirst(listOf(promise))).result.getOrThrow()
        if (!requests.take(signal.name, number)) continue
        return signal.type.read(key, value, "$signal")
    }
}

/**
 * Appends [value]: what the handler of a signal does.
 *
 * @throws TerminalException with 400 if it is larger than 1 MiB, 404 if there is no such run, 410
 *   if it has ended
 */
@InternalEngineApi
public suspend fun <T> Outside.send(signal: Signal<T>, value: T) {
    if (found() is RunEnd.Ended) fail(Advice.endedBefore(signal.name), HTTP_GONE)
    val json = filledOnce(signal.type.write(value))
    if (json.readableBytes() > LONGEST_VALUE) fail(Advice.value(LONGEST_VALUE), HTTP_BAD_REQUEST)
    if (complete(signalKey(signal.name, 1), json)) return
    var number = firstOpen(signal.name)
    while (!complete(signalKey(signal.name, number), json)) number++
}

/** The number of the first value that is not there, if the first is. */
private suspend fun Outside.firstOpen(signal: String): Int {
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
