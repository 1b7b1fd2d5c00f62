@file:JvmName("LandlordReplay")

package dev.landlord.workflow.testing

import dev.landlord.devserver.RestateAdmin
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.errors.JournalErrors
import dev.landlord.workflow.testing.journal.FilledField
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.journal.JournalImport
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.replay.filledFields
import java.net.URI
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText
import kotlin.system.exitProcess

/**
 * Checks before a deployment whether today's code can continue the runs in flight on a live server.
 * Reads the journal of every run of [service] that has not ended through the admin API, and replays
 * it. Blocks its thread. Changes nothing on the server, and runs no block of a step, so the
 * dependencies of the workflow can be fakes that do nothing.
 *
 * A journal on a server holds no result types and no durations: a result differs only if today's
 * type cannot read it, and a sleep keeps its recorded duration. A server stores an input as the
 * caller sent it: a run whose input lacks a field counts as unsafe, because today's default may
 * differ from the default with which the run started.
 *
 * @param adminUrl such as `http://localhost:9070`
 * @param service the name of the workflow's service
 * @param saveTo a folder in which to write the journals, for [checkGoldenJournals]; created if it
 *   does not exist; default: journals are not written
 * @param acceptedDefaults paths of input fields whose default has not changed since the runs
 *   started, or that the runs do not read: `$.currency` or, for all elements of a list,
 *   `$.items[*].quantity`; default: none
 * @param definition creates the workflow; called once for each run
 * @return the report, which names the runs that today's code cannot continue
 * @throws java.io.UncheckedIOException if the server does not answer
 * @throws IllegalStateException if the server refuses a request
 * @throws IllegalArgumentException if [service] cannot be the name of a service, if [adminUrl] is
 *   not an http URL, LW152, or if an accepted default does not begin with `$.`, LW171
 */
@JvmOverloads
public fun landlordReplay(
    adminUrl: URI,
    service: String,
    saveTo: Path? = null,
    acceptedDefaults: Set<String> = emptySet(),
    definition: () -> WorkflowDefinition<*, *>,
): ReplayReport {
    require(adminUrl.scheme in setOf("http", "https") && adminUrl.host != null) {
        JournalErrors.notHttp("$adminUrl")
    }
    acceptedDefaults
        .filterNot { it.startsWith("$.") }
        .let { require(it.isEmpty()) { JournalErrors.noPaths(it) } }
    val import = JournalImport(RestateAdmin.at(adminUrl), service)
    val accepted = AcceptedDefaults(acceptedDefaults)
    val executions = import.inFlight().map { replay(import, it, saveTo, accepted, definition()) }
    return ReplayReport(service, executions, accepted.unused)
}

private fun replay(
    import: JournalImport,
    execution: JournalImport.Execution,
    saveTo: Path?,
    accepted: AcceptedDefaults,
    definition: WorkflowDefinition<*, *>,
): ReplayedExecution {
    fun outcome(difference: String?) =
        ReplayedExecution(execution.key, execution.invocationId, execution.status, difference)
    val journal =
        try {
            import.journal(execution)
        } catch (failure: IllegalArgumentException) {
            return outcome(failure.message)
        }
    saveTo
        ?.createDirectories()
        ?.resolve("${execution.invocationId}.json")
        ?.writeText(JournalFile.write(journal))
    val filled = definition.filledFields(journal.input).filterNot { accepted.has(it) }
    val difference = Replay(definition, journal, sameInstance = false).tracedDifference()
    if (difference != null) {
        val entry = journal.numberOfDifference(difference.command)
        return outcome("at entry $entry it has ${journal.comparison(difference)}")
    }
    return outcome(filled.takeUnless { it.isEmpty() }?.let { JournalErrors.filledFields(it) })
}

/** The paths of the fields whose defaults the user has checked. */
private class AcceptedDefaults(private val paths: Set<String>) {
    private val used = HashSet<String>()

    fun has(field: FilledField): Boolean {
        val matching = field.pathsIn(paths)
        used += matching
        return matching.isNotEmpty()
    }

    /** The paths of fields that no input lacks, which may be misspelled. */
    val unused: Set<String>
        get() = paths - used
}

/**
 * `LandlordReplay <admin url> <service> [folder] [--accept-default <path>]…`: prints the
 * [ReplayReport] of a service whose workflow is on the class path, and writes the journals to the
 * folder if one is given. Each `--accept-default` adds a path to the `acceptedDefaults` of
 * [landlordReplay]. Stand-ins replace the dependencies of the workflow; if its body calls one
 * outside a step, call [landlordReplay] in a test instead.
 *
 * Exits with 0 if every run in flight is safe, 1 if one is not, 2 after an error.
 */
public fun main(arguments: Array<String>) {
    exitProcess(LandlordReplayCommand.run(arguments.asList()))
}
