package dev.landlord.workflow.engine

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.plainText
import dev.landlord.workflow.shortened
import dev.restate.sdk.common.TerminalException
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.isActive

/**
 * One attempt of a step's block. What it throws gets the step's name, because the journal keeps
 * only the text of a failure; it becomes terminal if [retry] says so, and on the last attempt there
 * is.
 */
internal suspend fun <T> attempt(
    name: String,
    retry: RetryPolicy,
    isLast: () -> Boolean,
    block: suspend () -> T,
): T =
    try {
        block()
    } catch (failure: TerminalException) {
        throw failure.written()
    } catch (failure: Throwable) {
        // The user's own cancellations, a timeout in the block for instance, are failures of it;
        // only when the coroutine itself is cancelled has the attempt ended.
        if (failure is CancellationException && !currentCoroutineContext().isActive) throw failure
        val named = StepFailedException(name, failure)
        throw if (isLast() || retry.isTerminal(failure)) TerminalException(named.toString())
        else named
    }

/** A failure of a step that may be tried again. Its text is what the operator reads. */
internal class StepFailedException(name: String, cause: Throwable) : RuntimeException(cause) {
    override val message: String = shortened(plainText("step \"$name\" failed: $cause"))

    // Restate journals the text of toString() when the attempts are used up.
    override fun toString(): String = message
}
