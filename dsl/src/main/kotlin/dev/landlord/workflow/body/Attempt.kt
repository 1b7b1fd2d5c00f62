package dev.landlord.workflow.body

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.engine.shortened
import dev.landlord.workflow.plainText
import dev.restate.sdk.common.TerminalException
import kotlin.coroutines.cancellation.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.isActive

/**
 * Runs a step's block once. Its failure gets the step's name, because the journal keeps only the
 * text of a failure. The failure is terminal if [retry] says so, and in the last attempt.
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
        // A cancellation within the block, by a timeout for instance, is a failure of the block.
        // The
        // attempt has ended only if the coroutine itself is cancelled.
        if (failure is CancellationException && !currentCoroutineContext().isActive) throw failure
        val named = StepFailedException(name, failure)
        throw if (isLast() || retry.isTerminal(failure)) TerminalException(named.toString())
        else named
    }

/** A failure of a step that may be retried. Operators read its text. */
internal class StepFailedException(name: String, cause: Throwable) : RuntimeException(cause) {
    override val message: String = plainText("step \"$name\" failed: $cause").shortened()

    // Restate journals the text of toString() when the attempts are used up.
    override fun toString(): String = message
}

/** The failure as the journal and callers get it: a code and a text. */
internal fun TerminalException.written(): TerminalException {
    val text = writtenText()
    return if (this !is BusinessFailure && text == message) this else TerminalException(code, text)
}
