package dev.landlord.workflow.engine

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.FailureStatus
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.plainText
import dev.landlord.workflow.readFailure
import dev.landlord.workflow.text
import dev.landlord.workflow.withWords
import dev.restate.sdk.common.TerminalException

/** What the journal and callers get of it: code and text. */
internal fun TerminalException.written(): TerminalException {
    if (this is BusinessFailure) return TerminalException(code, text())
    val text = plainText(message.orEmpty())
    return if (text == message) this else TerminalException(code, text)
}

/** What the body gets of it: a business failure by its type. */
internal fun TerminalException.read(): TerminalException = readFailure(message.orEmpty()) ?: this

/** Whether it tells a branch to end, and is none of its own. */
internal val TerminalException.isStop: Boolean
    get() = this is WorkflowCancelledException || this is BranchStoppedException

internal fun TerminalException.status() = FailureStatus(code, message.orEmpty())

/**
 * The same failure, which also tells what was not undone after it; one with a type stays as it is.
 */
internal fun TerminalException.notUndone(left: List<String>): TerminalException =
    if (left.isEmpty() || javaClass != TerminalException::class.java) this
    else TerminalException(code, "$message${summary(left)}")

/** What a run ends with that has failed with this: it tells what is [left], once. */
internal fun FailureStatus.telling(left: List<String>): TerminalException {
    // One that undid something itself may have told of that.
    val untold = left.filterNot {
        it in message || left.any { other -> other != it && it in other }
    }
    return TerminalException(
        code,
        if (untold.isEmpty()) message else withWords(message, summary(untold)),
    )
}

private fun summary(left: List<String>) =
    if (left.isEmpty()) "" else "; not undone: ${left.joinToString()}"
