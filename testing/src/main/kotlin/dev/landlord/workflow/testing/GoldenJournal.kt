package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.replay.Replay
import java.nio.file.Path
import kotlin.io.path.createParentDirectories
import kotlin.io.path.exists
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.readText
import kotlin.io.path.walk
import kotlin.io.path.writeText

/**
 * Replays the journals in [files], a file or a folder with `.json` files, against today's code:
 * what ran yesterday must go on with it. Such files come from [WorkflowTest.expectReplayOf] and
 * from [landlordReplay]. No block of a step runs, so fakes that do nothing will do for
 * [definition].
 *
 * @throws AssertionError if a replay asks for an operation more, one less or another one than its
 *   journal holds, if the end is another, or if there is no journal; with all that differ
 */
public fun checkGoldenJournals(files: Path, definition: () -> WorkflowDefinition<*, *>) {
    val found =
        if (files.isDirectory()) files.walk().filter { it.extension == "json" }.sorted().toList()
        else listOf(files)
    if (found.isEmpty()) throw AssertionError(JournalErrors.missing(files))
    val differences = found.mapNotNull { GoldenJournal(it).difference(definition()) }
    if (differences.isNotEmpty()) throw AssertionError(differences.joinToString("\n\n"))
}

/** A journal in a file that the code of later days must be able to replay. */
internal class GoldenJournal(private val file: Path) {
    /** Replays the file; or writes [journal] into it, if that was asked for. */
    fun check(definition: WorkflowDefinition<*, *>, journal: RecordedJournal) {
        if (System.getProperty("landlord.golden") == "write") {
            file.createParentDirectories().writeText(JournalFile.write(journal))
        } else {
            difference(definition)?.let { throw AssertionError(it) }
        }
    }

    /** What differs, for people; `null` if nothing does. */
    fun difference(definition: WorkflowDefinition<*, *>): String? {
        val journal = read()
        fun difference(comparesAll: Boolean) =
            Replay(definition, journal, sameInstance = false, comparesAll = comparesAll)
                .tracedDifference()
        val breaking = difference(comparesAll = false)
        val difference = breaking ?: difference(comparesAll = true) ?: return null
        val comparison = journal.comparison(difference)
        val entry = journal.numberOfDifference(difference.command)
        return JournalErrors.diverged(file, entry, comparison, breaking != null) +
            "\n" +
            journal.table(difference.command)
    }

    private fun read(): RecordedJournal {
        if (!file.exists()) throw AssertionError(JournalErrors.missing(file))
        return try {
            JournalFile.read(file.readText())
        } catch (failure: IllegalArgumentException) {
            throw AssertionError(JournalErrors.unreadable(file, failure.message))
        }
    }
}
