package dev.landlord.cli

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText

/**
 * A folder in which `landlord` is on the PATH, for commands as users type them: real processes of a
 * real shell.
 *
 * The command is a script with the main class and the class path of these tests, and not the
 * launcher of the sample, because that starts what Maven packages after the tests. `LauncherTest`
 * shows that the launcher passes on what it is given.
 */
class LandlordOnPath(val folder: Path) {
    /** Set for every command. */
    val environment = mutableMapOf("XDG_CONFIG_HOME" to "$folder/none")

    private val commands = folder.resolveSibling("${folder.fileName}-bin")

    /** The folder for temporary files. */
    val temporary: Path = folder.resolveSibling("${folder.fileName}-tmp").createDirectories()

    init {
        val script = commands.createDirectories().resolve("landlord")
        val java = Path(System.getProperty("java.home"), "bin", "java")
        script.writeText(
            """
            #!/bin/sh
            exec $java -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=$temporary -cp "${System.getProperty("java.class.path")}" \
                dev.landlord.cli.LandlordCommand "${'$'}@"
            """
                .trimIndent() + "\n"
        )
        check(script.toFile().setExecutable(true))
    }

    /** The output of a command, and its exit code. */
    data class Ran(val exit: Int, val out: String, val err: String)

    /** Runs a command line, and waits for its end. */
    fun sh(typed: String): Ran {
        val errors = kotlin.io.path.createTempFile(commands, "err", ".txt").toFile()
        val process = shell(typed).redirectError(errors).start()
        val out = process.inputReader().readText()
        check(process.waitFor(120, TimeUnit.SECONDS)) { "it goes on after 120 s: $typed" }
        return Ran(process.exitValue(), out, errors.readText())
    }

    /** Starts a command line that runs `landlord server`. */
    fun server(typed: String): ServerProcess =
        ServerProcess(shell(typed).redirectErrorStream(true).start())

    private fun shell(typed: String): ProcessBuilder {
        val builder = ProcessBuilder("/bin/sh", "-c", typed).directory(folder.toFile())
        val path = "$commands:${System.getenv("PATH")}"
        builder.environment().putAll(environment + ("PATH" to path))
        return builder
    }
}
