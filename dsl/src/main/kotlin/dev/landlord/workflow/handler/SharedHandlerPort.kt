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
 * What can be seen and done of a run from outside, while it goes on and after its end: the port
 * between the generated handlers and Restate, or a journal in memory.
 */
@InternalEngineApi
public interface SharedHandlerPort {
    public val service: String

    /** The key of the run. */
    public val workflowId: String

    /** The id of the run's invocation. */
    public val runId: String

    /** Those of the request, with names in lower case. */
    public val headers: Map<String, String>

    /** The body of the request; `null` in memory, where the value of a request is no JSON. */
    public val requestBody: Slice?

    /** The state that the run has written. */
    public suspend fun get(key: String): Slice?

    public suspend fun keys(): Collection<String>

    /** What a durable promise of the run was completed with; `null` if it is open. */
    public suspend fun peek(promise: String): Slice?

    /** Completes a durable promise of the run; returns whether it was open. */
    public suspend fun complete(promise: String, value: Slice): Boolean

    /** Waits until it is completed; `null` if the run ends before. */
    public suspend fun await(promise: String): Slice?

    /**
     * Runs [block] once, however often the handler itself is tried, and returns what it returned.
     * It gets the time, in whole milliseconds. If it throws, it is tried again twice, then this
     * fails terminally.
     */
    public suspend fun once(name: String, block: suspend (Instant) -> Slice): Slice

    /** Whether there is such a run, and whether it has ended. */
    public suspend fun end(): RunEnd

    /** Tells the run, which has not ended, that it is to. */
    public suspend fun interrupt()
}

/**
 * Where the run is.
 *
 * @throws TerminalException with 404 if there is none
 */
internal suspend fun SharedHandlerPort.found(): RunEnd {
    val end = end()
    if (end == RunEnd.Unknown) fail(HandlerMessages.noSuchRun(service, workflowId), HTTP_NOT_FOUND)
    return end
}

/**
 * Asks the run to end and to undo what it did; one that has ended stays as it is.
 *
 * @throws TerminalException with 404 if there is none
 */
@InternalEngineApi
public suspend fun SharedHandlerPort.cancel() {
    if (found() == RunEnd.Running) interrupt()
}

/** How long the JSON of a value may be that comes from outside. */
internal const val MAX_VALUE: Int = 1024 * 1024

/** Where a run is between its start and its end. */
@InternalEngineApi
public sealed interface RunEnd {
    /** There is none, or no longer. */
    public object Unknown : RunEnd

    public object Running : RunEnd

    /** @property failure `null` if it ended well */
    public class Ended(public val failure: TerminalException?) : RunEnd
}

/** @throws TerminalException with 400 if [json], which a caller sent for [what], is too large */
internal fun requireReceivable(what: String, json: Slice) {
    val size = json.readableBytes()
    if (size > MAX_VALUE) fail(PayloadErrors.receivedSize(what, size, MAX_VALUE), HTTP_BAD_REQUEST)
}
