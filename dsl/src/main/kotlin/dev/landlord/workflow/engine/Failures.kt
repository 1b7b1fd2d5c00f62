package dev.landlord.workflow.engine

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.FailureStatus
import dev.landlord.workflow.plainText
import dev.landlord.workflow.readFailure
import dev.landlord.workflow.text
import dev.restate.sdk.common.TerminalException

/**
 * What the journal and callers get of it: code and text, and what was [left] that it does not tell.
 */
internal fun TerminalException.written(left: List<String> = emptyList()): TerminalException {
    val untold = left.filterNot { it in message.orEmpty() }
    return when {
        this is BusinessFailure -> TerminalException(code, text(summary(untold)))
        untold.isEmpty() && plainText(message.orEmpty()) == message -> this
        else -> TerminalException(code, plainText("$message${summary(untold)}"))
    }
}

/** What the body gets of it: a business failure by its type. */
internal fun TerminalException.read(): TerminalException = readFailure(message.orEmpty()) ?: this

/**
 * The same failure, which also tells what was not undone after it; one with a type stays as it is.
 */
internal fun TerminalException.notUndone(left: List<String>): TerminalException =
    if (left.isEmpty() || javaClass != TerminalException::class.java) this
    else TerminalException(code, "$message${summary(left)}")

internal fun TerminalException.status() = FailureStatus(code, message.orEmpty())

/** What the body gets of it, as if it came from the journal of a step. */
internal fun FailureStatus.toException(): TerminalException =
    TerminalException(code, message).read()

private fun summary(left: List<String>) =
    if (left.isEmpty()) "" else "; not undone: ${left.joinToString()}"
