package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.sdk.common.TerminalException

/**
 * A terminal failure without a stack. The SDK logs each failure that it receives: a run that fails
 * as intended, or a refused request, is then one line of the log and not thirty.
 *
 * @param code the status that the caller receives
 * @param message the text that the caller receives
 */
@InternalEngineApi
public class StacklessFailure(code: Int, message: String) : TerminalException(code, message) {
    override fun fillInStackTrace(): Throwable = this

    private companion object {
        private const val serialVersionUID = 1L
    }
}
