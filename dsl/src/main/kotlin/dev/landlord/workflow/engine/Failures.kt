package dev.landlord.workflow.engine

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.readFailure
import dev.landlord.workflow.text
import dev.restate.sdk.common.TerminalException

/** What the journal and callers get of it: code and text. */
internal fun TerminalException.written(): TerminalException =
    if (this is BusinessFailure) TerminalException(code, text()) else this

/** What the body gets of it: a business failure by its type. */
internal fun TerminalException.read(): TerminalException = readFailure(message.orEmpty()) ?: this

/** The same failure, which also tells what was not undone after it. */
internal fun TerminalException.notUndone(left: List<String>): TerminalException {
    val summary = "; not undone: ${left.joinToString()}"
    if (this !is BusinessFailure) return TerminalException(code, "$message$summary")
    this.summary += summary
    return this
}
