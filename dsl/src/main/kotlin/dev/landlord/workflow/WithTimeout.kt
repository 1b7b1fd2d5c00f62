package dev.landlord.workflow

import dev.landlord.workflow.engine.Race
import dev.landlord.workflow.engine.Sleep
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_GATEWAY_TIMEOUT
import kotlin.time.Duration

/**
 * Runs [block] for no longer than [timeout], durably: a crash does not begin the time anew.
 * Suspends. Journal: one Sleep, and the block's entries.
 *
 * When the time is up the block is stopped as the loser of a [race] is: what it waits for is
 * abandoned, a step in flight settles first (guarantee G3), so this may take longer than [timeout].
 * What the block returns then is dropped; of a cancellation it is not, as of any step. What it
 * registered with [compensate] is kept, and undone if the run fails; to have it undone at once,
 * write `saga { … }` in the block.
 *
 * @param timeout rounded up to whole milliseconds
 * @throws WorkflowTimeoutException if the time is up; a cancellation of the run is another
 *   exception ([WorkflowCancelledException]), and so is the timeout of another [withTimeout]
 * @throws IllegalArgumentException if [timeout] is negative or longer than 36,500 days
 */
public suspend fun <T> WorkflowScope.withTimeout(
    timeout: Duration,
    block: suspend WorkflowScope.() -> T,
): T {
    requireDuration(timeout) { "withTimeout($timeout)" }
    return within(timeout, WorkflowTimeoutException("the block of withTimeout", timeout), block)
}

/**
 * Runs [block] for no longer than [timeout], and returns `null` if the time is up; otherwise as
 * [withTimeout].
 *
 * @throws IllegalArgumentException if [timeout] is negative or longer than 36,500 days
 */
public suspend fun <T> WorkflowScope.withTimeoutOrNull(
    timeout: Duration,
    block: suspend WorkflowScope.() -> T,
): T? {
    requireDuration(timeout) { "withTimeoutOrNull($timeout)" }
    val own = WorkflowTimeoutException("the block of withTimeout", timeout)
    return try {
        within(timeout, own, block)
    } catch (timedOut: WorkflowTimeoutException) {
        if (timedOut === own) null else throw timedOut
    }
}

private suspend fun <T> WorkflowScope.within(
    timeout: Duration,
    timedOut: WorkflowTimeoutException,
    block: suspend WorkflowScope.() -> T,
): T {
    val limit: suspend WorkflowScope.() -> T = {
        perform(Sleep(timeout, isOwn = true))
        throw timedOut
    }
    return perform(Race(listOf(body(limit), body(block)), undoLosers = false, hasTimeLimit = true))
}

/** What [withTimeout] and [poll] fail with when the time is up; status 504. */
public class WorkflowTimeoutException internal constructor(what: String, timeout: Duration) :
    TerminalException(HTTP_GATEWAY_TIMEOUT, "$what took longer than $timeout")
