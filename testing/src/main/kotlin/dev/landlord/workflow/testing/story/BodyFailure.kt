package dev.landlord.workflow.testing.story

import dev.landlord.workflow.errors.ErrorMessage
import dev.landlord.workflow.testing.TestErrors

/**
 * What a story reports when its run has [thrown] something that is not a terminal failure: LW149,
 * with the exception as the cause. A failed assertion, and an error of the library or of the test
 * kit, which says what to do, stay as they are.
 */
internal fun bodyFailure(thrown: Throwable, journal: String): Throwable {
    val table = "the journal of the run:\n$journal"
    val isReport = thrown is AssertionError || ErrorMessage.hasId(thrown.message.orEmpty())
    if (!isReport) return AssertionError("${TestErrors.bug(thrown)}\n$table", thrown)
    thrown.addSuppressed(AssertionError(table))
    return thrown
}
