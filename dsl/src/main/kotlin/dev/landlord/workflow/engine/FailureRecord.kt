package dev.landlord.workflow.engine

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.Serializable

/** A failure as the journal keeps it. Its text may hold a typed failure ([FailureText]). */
@Serializable internal class FailureRecord(val code: Int, val message: String)

/** The Run that keeps the failure of a run, before anything is undone. */
internal class FailureRun(private val failure: FailureRecord, override val undo: Undo) :
    Run<FailureRecord>("failure", Retry.None) {
    override val resultType = FailureRecord.serializer().descriptor.serialName

    override suspend fun attempt(isLast: () -> Boolean): Slice =
        Slice.wrap(UndoProgress.RECORDS.encodeToString(failure))

    override fun read(outcome: Outcome): FailureRecord =
        UndoProgress.RECORDS.decodeFromString(outcome.getOrThrow().toByteArray().decodeToString())
}

/**
 * The same failure, which also names what was not undone after it; one with a type stays as it is.
 */
internal fun TerminalException.notUndone(left: List<String>): TerminalException =
    if (left.isEmpty() || javaClass != TerminalException::class.java) this
    else TerminalException(code, "$message${summary(left)}")

/** The failure that the run ends with: this one, which names what is [left], each once. */
internal fun FailureRecord.naming(left: List<String>): TerminalException {
    // The message of a saga that undid something may name it already.
    val unnamed = left.filterNot {
        it in message || left.any { other -> other != it && it in other }
    }
    return TerminalException(
        code,
        if (unnamed.isEmpty()) message
        else withWords(message, summary(unnamed).shortened(MAX_SUMMARY)),
    )
}

private fun summary(left: List<String>) =
    if (left.isEmpty()) "" else "; not undone: ${left.joinToString()}"

private const val MAX_SUMMARY = 4 * 1024 * 1024
