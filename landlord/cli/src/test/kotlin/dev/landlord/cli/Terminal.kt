package dev.landlord.cli

import dev.landlord.api.ServerStart
import java.io.PrintWriter
import java.io.StringWriter
import java.nio.file.Path
import java.time.ZoneId
import kotlin.io.path.Path

/**
 * What Alice in Berlin sees who types `landlord …`, in a directory that holds nothing of hers
 * unless it is named.
 */
class Terminal(
    vararg arguments: String,
    directory: Path = Path("target"),
    environment: Map<String, String> = mapOf("XDG_CONFIG_HOME" to "/nowhere"),
    server: ServerStart = ServerStart { _, _, _ -> error("no server is expected") },
) {
    private val shell =
        CliEnvironment(environment, directory.toAbsolutePath(), ZoneId.of("Europe/Berlin"))
    private val printed = StringWriter()
    private val complained = StringWriter()

    val exit: Int =
        LandlordCommand.commandLine(server, shell)
            .setOut(PrintWriter(printed, true))
            .setErr(PrintWriter(complained, true))
            .execute(*arguments)

    val out: String = printed.toString()
    val err: String = complained.toString()
}
