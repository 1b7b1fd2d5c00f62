package dev.landlord.workflow.testing

import dev.landlord.workflow.testing.errors.JournalErrors
import dev.landlord.workflow.testing.replay.WorkflowLookup
import java.io.UncheckedIOException
import java.net.URI
import java.net.URISyntaxException
import kotlin.io.path.Path

/** The command line of [landlordReplay]. */
internal object LandlordReplayCommand {
    /** Prints the report or an error. Returns the exit code. */
    fun run(arguments: List<String>): Int {
        val options = Options.parse(arguments) ?: return refuse(JournalErrors.usage(arguments))
        val (url, service, folder, acceptedDefaults) = options
        return try {
            val lookup = WorkflowLookup()
            val definition = lookup.definition(service)
            val report =
                landlordReplay(URI(url), service, folder?.let(::Path), acceptedDefaults) {
                    definition
                }
            println(report)
            if (lookup.pretended.isNotEmpty()) println(JournalErrors.pretended(lookup.pretended))
            if (report.isSafe) 0 else 1
        } catch (failure: IllegalArgumentException) {
            refuse(failure.message.orEmpty())
        } catch (failure: IllegalStateException) {
            refuse(failure.message.orEmpty())
        } catch (_: URISyntaxException) {
            refuse(JournalErrors.notHttp(url))
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
            /** Returns the options; `null` if [arguments] are not a valid command line. */
            fun parse(arguments: List<String>): Options? {
                val remaining = arguments.toMutableList()
                val accepted = mutableSetOf<String>()
                while (true) {
                    val option = remaining.indexOf("--accept-default")
                    if (option < 0) break
                    remaining.removeAt(option)
                    val path =
                        if (option < remaining.size) remaining.removeAt(option) else return null
                    if (!path.startsWith("$.")) return null
                    accepted += path
                }
                if (remaining.size !in 2..3 || remaining.any { it.startsWith("--") }) return null
                return Options(remaining[0], remaining[1], remaining.getOrNull(2), accepted)
            }
        }
    }
}
