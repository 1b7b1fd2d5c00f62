package dev.landlord.workflow.testing.story

import dev.landlord.workflow.errors.ErrorMessage
import dev.landlord.workflow.testing.errors.TestErrors

/**
 * Returns the error that a story throws when its run has [thrown] an exception that is not a
 * terminal failure: LW149 with [thrown] as its cause, or the error of the library that is a cause
 * of it. Returns [thrown] itself if it is a failed assertion, or an error of the library, which
 * already says what to do.
 */
internal fun bodyFailure(thrown: Throwable, journal: String): Throwable {
    val table = "the journal of the run:\n$journal"
    val isReport = thrown is AssertionError || ErrorMessage.hasId(thrown.message.orEmpty())
    if (!isReport) return AssertionError("${TestErrors.ofBody(thrown)}\n$table", thrown)
    thrown.addSuppressed(AssertionError(table))
    return thrown
}
