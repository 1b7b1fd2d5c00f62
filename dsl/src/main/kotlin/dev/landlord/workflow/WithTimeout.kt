package dev.landlord.workflow

import dev.landlord.workflow.engine.Race
import dev.landlord.workflow.engine.Sleep
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_GATEWAY_TIMEOUT
import kotlin.time.Duration

/**
 * Runs [block] with a durable time limit, and returns its result: a crash does not restart the
 * time. Suspends. Journal: one Sleep, and the entries of the block.
 *
 * At the limit the block is stopped like the loser of a [race]: a wait is abandoned, a step in
 * flight settles first (guarantee G3), so this may take longer than [timeout]. The result of the
 * block is then dropped. The undo actions of the block are kept, and run if the run fails; to run
 * them at the limit, write `saga { … }` in the block.
 *
 * @param timeout the time limit, rounded up to whole milliseconds
 * @throws WorkflowTimeoutException if the time limit was reached. A cancellation of the run is
 *   another exception ([WorkflowCancelledException]), and an enclosing [withTimeout] throws its own
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
 * Runs [block] with a durable time limit, and returns `null` if the limit was reached; everything
 * else is as in [withTimeout].
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

/** The failure of [withTimeout] and [poll] at their time limit; status 504. */
public class WorkflowTimeoutException internal constructor(what: String, timeout: Duration) :
    TerminalException(HTTP_GATEWAY_TIMEOUT, "$what took longer than $timeout")
