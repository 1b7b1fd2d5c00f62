package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException

/**
 * Fails for good: nothing is retried. In a body the run ends, undone; in a step's block the step
 * fails at once, and the body may catch it.
 *
 * @param message what the caller and the operator read
 * @param code an HTTP status from 400 to 599, which a caller over HTTP gets; default 500
 * @throws TerminalException always
 * @throws IllegalArgumentException if [code] is not such a status
 */
public fun fail(
    message: String,
    code: Int = TerminalException.INTERNAL_SERVER_ERROR_CODE,
): Nothing {
    require(code in 400..599) { VerbErrors.failCode(code) }
    throw TerminalException(code, message)
}

/**
 * Fails for good with a [failure] of a type of its own, as throwing it does.
 *
 * @throws BusinessFailure always
 */
public fun fail(failure: BusinessFailure): Nothing = throw failure
