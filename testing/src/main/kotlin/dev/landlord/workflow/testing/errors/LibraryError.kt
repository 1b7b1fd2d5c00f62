package dev.landlord.workflow.testing.errors

import dev.landlord.workflow.errors.ErrorMessage

/**
 * The first error of the library among [thrown] and its causes: code between the library and the
 * body, such as a parallel stream, may have wrapped it. `null` if there is none.
 */
internal fun libraryError(thrown: Throwable): Throwable? =
    generateSequence(thrown) { it.cause }
        .take(MAX_CAUSES)
        .find { ErrorMessage.hasId(it.message.orEmpty()) }

/** A chain of causes may be a circle. */
private const val MAX_CAUSES = 100
