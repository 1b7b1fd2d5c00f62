package dev.landlord.workflow.handler

import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.PayloadErrors
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_BAD_REQUEST
import java.net.HttpURLConnection.HTTP_NOT_FOUND
import java.time.Instant

/**
 * The port between the shared handlers of a generated service and a run, which is in progress or
 * has ended. Implemented on Restate and on a journal in memory.
 */
@InternalEngineApi
public interface SharedHandlerPort {
    /** The name of the service. */
    public val service: String

    /** The key of the run. */
    public val workflowId: String

    /** The id of the run's invocation. */
    public val runId: String

    /** The headers of the request, with names in lower case. */
    public val headers: Map<String, String>

    /** The body of the request; `null` in memory, where a request has no JSON. */
    public val requestBody: Slice?

    /** The state that the run has written under [key]; `null` if it has written none. */
    public suspend fun get(key: String): Slice?

    /** The keys of the state that the run has written. */
    public suspend fun keys(): Collection<String>

    /**
     * Waits for state that the run may have sent, and Restate may not have stored yet: less than a
     * second in all. Returns `false` if there can be none.
     */
    public suspend fun awaitWrites(): Boolean

    /** The value of a durable promise of the run; `null` if it is open. */
    public suspend fun peek(promise: String): Slice?

    /** Completes a durable promise of the run; returns `false` if it already had a value. */
    public suspend fun complete(promise: String, value: Slice): Boolean

    /** Waits for the value of a durable promise; `null` if the run ends before it has one. */
    public suspend fun await(promise: String): Slice?

    /**
     * Runs [block] with the time in whole milliseconds, and journals its result: a retry of the
     * handler returns the journaled result. A block that throws is retried twice; then this fails
     * terminally.
     */
    public suspend fun once(name: String, block: suspend (Instant) -> Slice): Slice

    /** Where the run is between its start and its end. */
    public suspend fun end(): RunEnd

    /** Cancels the run, which has not ended. */
    public suspend fun interrupt()
}

/**
 * Where the run is between its start and its end.
 *
 * @throws TerminalException with 404 if there is no run
 */
internal suspend fun SharedHandlerPort.found(): RunEnd {
    val end = end()
    if (end == RunEnd.Unknown) fail(HandlerMessages.noSuchRun(service, workflowId), HTTP_NOT_FOUND)
    return end
}

/**
 * Cancels the run: its undo actions run. Does nothing if the run has ended.
 *
 * @throws TerminalException with 404 if there is no run
 */
@InternalEngineApi
public suspend fun SharedHandlerPort.cancel() {
    if (found() == RunEnd.Running) interrupt()
}

/** The maximum size of the JSON of a value that a caller sends, in characters or bytes. */
internal const val MAX_VALUE: Int = 1024 * 1024

/** Where a run is between its start and its end. */
@InternalEngineApi
public sealed interface RunEnd {
    /** There is no run, or its retention has ended. */
    public object Unknown : RunEnd

    /** The run is in progress, or scheduled. */
    public object Running : RunEnd

    /** @property failure `null` if the run completed */
    public class Ended(public val failure: TerminalException?) : RunEnd
}

/** @throws TerminalException with 400 if [json], which a caller sent for [what], is too large */
internal fun requireReceivable(what: String, json: Slice) {
    val size = json.readableBytes()
    if (size > MAX_VALUE) fail(PayloadErrors.receivedSize(what, size, MAX_VALUE), HTTP_BAD_REQUEST)
}
