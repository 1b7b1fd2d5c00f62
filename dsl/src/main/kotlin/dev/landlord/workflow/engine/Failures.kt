package dev.landlord.workflow.engine

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.MAX_MESSAGE
import dev.landlord.workflow.MAX_TEXT
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.failureStatus
import dev.landlord.workflow.plainText
import dev.landlord.workflow.readFailure
import dev.landlord.workflow.safeMessage
import dev.landlord.workflow.shortened
import dev.landlord.workflow.text
import dev.landlord.workflow.withWords
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.Serializable

/**
 * The failure as the journal and callers get it: a code, and a text that is shortened if need be.
 */
internal fun TerminalException.written(): TerminalException {
    val text = if (this is BusinessFailure) text() else shortened(plainText(message.orEmpty()))
    return if (this !is BusinessFailure && text == message) this else TerminalException(code, text)
}

/** What the body gets of it: a business failure by its type. */
internal fun TerminalException.read(): TerminalException = readFailure(message.orEmpty()) ?: this

/** Why a failure stops its branch from outside; `null` for a failure of the branch itself. */
internal val TerminalException.stopReason: StopReason?
    get() =
        when (this) {
            is WorkflowCancelledException -> StopReason.RUN_CANCELLED
            is BranchStoppedException -> reason
            else -> null
        }

/**
 * A failure as the journal keeps it: with its text, which has the type and the values of a business
 * failure.
 */
@Serializable
internal class FailureRecord(val code: Int, val message: String) {
    fun status() = failureStatus(code, message)
}

internal fun TerminalException.record() = FailureRecord(code, message.orEmpty())

/**
 * The same failure, which also tells what was not undone after it; one with a type stays as it is.
 */
internal fun TerminalException.notUndone(left: List<String>): TerminalException =
    if (left.isEmpty() || javaClass != TerminalException::class.java) this
    else TerminalException(code, "$safeMessage${summary(left)}")

/** What a run ends with that has failed with this: it tells what is [left], once. */
internal fun FailureRecord.telling(left: List<String>): TerminalException {
    // One that undid something itself may have told of that.
    val untold = left.filterNot {
        it in message || left.any { other -> other != it && it in other }
    }
    return TerminalException(
        code,
        if (untold.isEmpty()) message
        else withWords(message, shortened(summary(untold), MAX_MESSAGE / 8)),
    )
}

private fun summary(left: List<String>) =
    if (left.isEmpty()) "" else "; not undone: ${left.joinToString()}"

/** The same failure with a text that fits into a message, because Restate keeps it. */
internal fun Throwable.shortened(): Throwable =
    if (message.orEmpty().length <= MAX_TEXT) this
    else IllegalStateException(shortened(toString())).also { it.stackTrace = stackTrace }
