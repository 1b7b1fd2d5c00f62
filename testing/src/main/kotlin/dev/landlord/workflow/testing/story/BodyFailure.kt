package dev.landlord.workflow.testing.story

import dev.landlord.workflow.testing.TestAdvice

/**
 * What a story reports when its run has [thrown] something that is not a terminal failure: LW149,
 * with the exception as the cause. A failed assertion, and an error of the library or of the test
 * kit, which says what to do, stay as they are.
 */
internal fun bodyFailure(thrown: Throwable, journal: String): Throwable {
    val table = "the journal of the run:\n$journal"
    val isReport = thrown is AssertionError || ID.containsMatchIn(thrown.message.orEmpty())
    if (!isReport) return AssertionError("${TestAdvice.bug(thrown)}\n$table", thrown)
    thrown.addSuppressed(AssertionError(table))
    return thrown
}

/** How messages with an id begin. */
private val ID = Regex("^\\[LW\\d{3}]")
