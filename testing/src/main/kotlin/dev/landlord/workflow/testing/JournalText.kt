package dev.landlord.workflow.testing

import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.journal.Source
import dev.landlord.workflow.testing.journal.shortened
import dev.landlord.workflow.testing.journal.text
import dev.landlord.workflow.testing.memory.JournalDifference

/** The journal as a table with one entry a line, up to the entry of [command]. */
internal fun RecordedJournal.table(command: Int = commands.size): String {
    val lines = ArrayList<String>()
    forEach(onCommand = { lines += it.label }, onCompletion = { lines += text(it) })
    val entries = if (command < commands.size) numberOf(command) else size
    val shown =
        lines.take(entries).mapIndexed { index, line ->
            val mark = if (index + 1 == entries && command < commands.size) ">" else " "
            "  $mark%3d  %s".format(java.util.Locale.ROOT, index + 1, line)
        }
    val ending = end?.let { "        the end: $it" }.takeIf { command >= commands.size }
    return (shown + listOfNotNull(ending)).joinToString("\n")
}

private fun RecordedJournal.text(completion: Completion): String {
    val failure = completion.failure
    val value = completion.value?.let(::text)?.shortened()
    val operation =
        when (val source = completion.of) {
            is Source.Cancellation -> return "cancelled"
            is Source.Invocation -> return "${commands[source.index].label} is $value"
            is Source.Awakeable -> "awakeable ${source.number + 1}"
            is Source.Command -> commands[source.index].label
        }
    return when {
        failure != null -> "$operation failed: ${failure.code} \"${failure.message}\""
        completion.command?.let { commands[it].kind } == Command.Kind.SLEEP -> "$operation ended"
        else -> "$operation gave $value"
    }
}

/** The text of [difference], with the recorded and the replayed operation. */
internal fun RecordedJournal.comparison(difference: JournalDifference): String {
    val expected = commands.getOrNull(difference.command)
    return """
        |${difference.difference}
        |  recorded  ${expected?.labelWithSource ?: ending()}
        |  replayed  ${difference.found}
        """
        .trimMargin()
}

private fun RecordedJournal.ending(): String {
    val ending = end?.let { "the end, $it" } ?: "no further operation yet"
    return commands.lastOrNull()?.let { "$ending, after ${it.labelWithSource}" } ?: ending
}
