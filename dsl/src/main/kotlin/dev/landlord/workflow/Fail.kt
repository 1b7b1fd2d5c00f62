package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException

/**
 * Throws a terminal failure, which is not retried. In a body the run fails after its undo actions;
 * in the block of a step the step fails at once, and the body may catch the failure.
 *
 * @param message the text that the caller and the operator read
 * @param code the HTTP status that a caller receives, from 400 to 599; default 500
 * @throws TerminalException always
 * @throws IllegalArgumentException if [code] is out of range
 */
public fun fail(
    message: String,
    code: Int = TerminalException.INTERNAL_SERVER_ERROR_CODE,
): Nothing {
    require(code in 400..599) { VerbErrors.failCode(code) }
    throw TerminalException(code, message)
}

/**
 * Throws [failure], a terminal failure with its own type.
 *
 * @throws BusinessFailure always
 */
public fun fail(failure: BusinessFailure): Nothing = throw failure
