package dev.landlord.workflow.testing.story

import dev.landlord.workflow.errors.ErrorMessage
import dev.landlord.workflow.testing.errors.TestErrors

/**
 * Returns the error that a story throws when its run has [thrown] an exception that is not a
 * terminal failure: LW149 with [thrown] as its cause. Returns [thrown] itself if it is a failed
 * assertion, or an error with an id, which already says what to do.
 */
internal fun bodyFailure(thrown: Throwable, journal: String): Throwable {
    val table = "the journal of the run:\n$journal"
    val isReport = thrown is AssertionError || ErrorMessage.hasId(thrown.message.orEmpty())
    if (!isReport) return AssertionError("${TestErrors.bug(thrown)}\n$table", thrown)
    thrown.addSuppressed(AssertionError(table))
    return thrown
}
