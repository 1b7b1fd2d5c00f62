package dev.landlord.workflow.testing

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.errors.JournalErrors
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
 * Replays golden journals against today's code, which must be able to continue the runs of earlier
 * code. [WorkflowTest.expectReplayOf] and [landlordReplay] write such files. Blocks its thread.
 * Runs no block of a step, so the dependencies of the workflow can be fakes that do nothing.
 *
 * @param files a file, or a folder that contains files with the extension `.json`
 * @param definition creates the workflow; called once for each journal
 * @throws AssertionError if a replay or its end differs from a journal, LW147, with the differences
 *   of all journals; if a file cannot be read, or the folder has no journals, LW148
 */
public fun checkGoldenJournals(files: Path, definition: () -> WorkflowDefinition<*, *>) {
    val found =
        if (files.isDirectory()) files.walk().filter { it.extension == "json" }.sorted().toList()
        else listOf(files)
    if (found.isEmpty()) throw AssertionError(JournalErrors.missing(files))
    val differences = found.mapNotNull { GoldenJournal(it).difference(definition()) }
    if (differences.isNotEmpty()) throw AssertionError(differences.joinToString("\n\n"))
}

/** A journal in a file, which later code must be able to replay. */
internal class GoldenJournal(private val file: Path) {
    /** Replays the file; with `-Dlandlord.golden=write`, writes [journal] to it instead. */
    fun check(definition: WorkflowDefinition<*, *>, journal: RecordedJournal) {
        if (System.getProperty("landlord.golden") == "write") {
            file.createParentDirectories().writeText(JournalFile.write(journal))
        } else {
            difference(definition)?.let { throw AssertionError(it) }
        }
    }

    /** Returns a message about the first difference; `null` without one. */
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
