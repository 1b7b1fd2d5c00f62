package dev.landlord.workflow.body

import dev.landlord.workflow.VerbErrors

/**
 * The same result, but for a `null` that a body in Java has passed to a verb: the check that
 * Kotlin's compiler adds to each verb names a method of this library, which its user does not know.
 */
internal fun Result<Any?>.namingNullArgument(): Result<Any?> {
    val check = exceptionOrNull() as? NullPointerException ?: return this
    val (verb, parameter) = CHECK.matchEntire(check.message.orEmpty())?.destructured ?: return this
    val named = IllegalArgumentException(VerbErrors.nullArgument(verb, parameter), check)
    return Result.failure(named)
}

private val CHECK =
    Regex(
        "Parameter specified as non-null is null: method " +
            "dev\\.landlord\\.workflow\\.[\\w.]+\\.(\\w+), parameter (\\w+)"
    )
