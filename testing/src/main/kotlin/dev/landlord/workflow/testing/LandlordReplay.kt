@file:JvmName("LandlordReplay")

package dev.landlord.workflow.testing

import dev.landlord.devserver.RestateAdmin
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.journal.JournalImport
import dev.landlord.workflow.testing.replay.FilledField
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.replay.WorkflowLookup
import dev.landlord.workflow.testing.replay.filledFields
import java.io.UncheckedIOException
import java.net.URI
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText
import kotlin.system.exitProcess

/**
 * Replays the runs in flight on a live server against today's code, before that is deployed: reads
 * the journal of every run of [service] that has not ended, through the admin API, and compares the
 * operations that [definition] asks for with it. Changes nothing on the server; no block of a step
 * runs, so fakes that do nothing will do.
 *
 * A journal on a server holds no result types and no durations: a result counts as changed when
 * today's type cannot read it, and a sleep goes on with its old length. A server keeps the input as
 * the caller sent it: a run whose input lacks a field counts as unsafe, because today's default may
 * be another than the one that the run began with.
 *
 * @param adminUrl such as `http://localhost:9070`
 * @param saveTo a folder for the journals, which [checkGoldenJournals] replays again; default: they
 *   are not saved
 * @param acceptedDefaults paths of input fields, such as `$.currency` or, of all elements of a
 *   list, `$.items[*].quantity`, whose default today is the one that the runs in flight began with,
 *   or that they do not read; default: none
 * @throws java.io.UncheckedIOException if the server does not answer
 * @throws IllegalStateException if it refuses
 */
@JvmOverloads
public fun landlordReplay(
    adminUrl: URI,
    service: String,
    saveTo: Path? = null,
    acceptedDefaults: Set<String> = emptySet(),
    definition: () -> WorkflowDefinition<*, *>,
): ReplayReport {
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

/** The fields whose defaults the user checked. */
private class AcceptedDefaults(private val paths: Set<String>) {
    private val used = HashSet<String>()

    fun has(field: FilledField): Boolean {
        val matching = field.pathsIn(paths)
        used += matching
        return matching.isNotEmpty()
    }

    /** The paths of fields that no input lacked, which may be misspelled. */
    val unused: Set<String>
        get() = paths - used
}

/** The result of [landlordReplay]. */
public class ReplayReport
internal constructor(
    private val service: String,
    /** Every run that was in flight, the oldest first. */
    public val executions: List<ReplayedExecution>,
    private val unusedDefaults: Set<String>,
) {
    /** Whether today's code can go on with all of them. */
    public val isSafe: Boolean
        get() = executions.all { it.isSafe }

    /** One line for each, with the first difference, and a count. */
    override fun toString(): String {
        val unsafe = executions.count { !it.isSafe }
        val summary =
            when {
                executions.isEmpty() -> "$service: nothing is in flight"
                unsafe == 0 -> "$service: all ${executions.size} in flight are safe"
                else -> "$service: $unsafe of ${executions.size} in flight are UNSAFE"
            }
        val note =
            JournalErrors.unusedDefaults(unusedDefaults).takeIf {
                executions.isNotEmpty() && unusedDefaults.isNotEmpty()
            }
        return (executions.map { "$it" } + listOfNotNull(note) + summary).joinToString("\n")
    }
}

/** A run in flight, and whether today's code can go on with it. */
public class ReplayedExecution
internal constructor(
    /** The workflow id. */
    public val key: String,
    public val invocationId: String,
    /** As the server says: `running`, `suspended`, `backing-off`, `paused` … */
    public val status: String,
    /**
     * The first difference, or the input fields that today's code fills in; `null` if there is
     * none.
     */
    public val difference: String?,
) {
    public val isSafe: Boolean
        get() = difference == null

    override fun toString(): String =
        if (isSafe) {
            "safe    $key ($invocationId, $status)"
        } else {
            "UNSAFE  $key ($invocationId, $status): $difference"
        }
}

/**
 * `LandlordReplay <admin url> <service> [folder] [--accept-default <path>]…`: prints the
 * [ReplayReport] of a service whose workflow is on the class path, and saves the journals in the
 * folder if one is given. Each `--accept-default` is one of the `acceptedDefaults` of
 * [landlordReplay]. The dependencies of the workflow are replaced by stand-ins; if its body calls
 * one outside a step, use [landlordReplay] in a test instead.
 *
 * Exits with 0 if every run in flight is safe, 1 if one is not, 2 if the command could not find
 * out.
 */
public fun main(arguments: Array<String>) {
    exitProcess(LandlordReplayCommand.run(arguments.asList()))
}

internal object LandlordReplayCommand {
    fun run(arguments: List<String>): Int {
        val options = Options.parse(arguments) ?: return refuse(JournalErrors.usage(arguments))
        val (url, service, folder, acceptedDefaults) = options
        return try {
            val lookup = WorkflowLookup()
            val definition = lookup.definition(service)
            val report =
                landlordReplay(URI.create(url), service, folder?.let(::Path), acceptedDefaults) {
                    definition
                }
            println(report)
            if (lookup.pretended.isNotEmpty()) println(JournalErrors.pretended(lookup.pretended))
            if (report.isSafe) 0 else 1
        } catch (failure: IllegalArgumentException) {
            refuse(failure.message.orEmpty())
        } catch (failure: IllegalStateException) {
            refuse(failure.message.orEmpty())
        } catch (failure: UncheckedIOException) {
            refuse(JournalErrors.unreachable(url, failure.message))
        } catch (failure: Exception) {
            refuse(JournalErrors.unforeseen(failure))
        } catch (failure: LinkageError) {
            refuse(JournalErrors.unforeseen(failure))
        }
    }

    private fun refuse(message: String): Int {
        System.err.println(message)
        return 2
    }

    private data class Options(
        val url: String,
        val service: String,
        val folder: String?,
        val acceptedDefaults: Set<String>,
    ) {
        companion object {
            /** `null` if [arguments] are not a valid command line. */
            fun parse(arguments: List<String>): Options? {
                val left = arguments.toMutableList()
                val accepted = mutableSetOf<String>()
                while (true) {
                    val option = left.indexOf("--accept-default")
                    if (option < 0) break
                    left.removeAt(option)
                    val path = if (option < left.size) left.removeAt(option) else return null
                    if (!path.startsWith("$")) return null
                    accepted += path
                }
                if (left.size !in 2..3 || left.any { it.startsWith("--") }) return null
                return Options(left[0], left[1], left.getOrNull(2), accepted)
            }
        }
    }
}
