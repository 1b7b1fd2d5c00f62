package dev.landlord.workflow

import dev.landlord.workflow.engine.Sleep
import kotlin.time.Duration

/**
 * Suspends for [duration], durably: neither a crash nor a deployment shortens or restarts it, and a
 * waiting workflow holds no thread. Journal: one Sleep.
 *
 * Rounded up to whole milliseconds; the sleep may take longer, never less. A cancellation ends it
 * at once.
 *
 * @throws IllegalArgumentException if [duration] is negative or longer than 36,500 days
 */
public suspend fun WorkflowScope.sleep(duration: Duration) {
    requireDuration(duration) { "sleep($duration)" }
    perform(Sleep(duration, isOwn = false))
}
