package dev.landlord.cli

import dev.landlord.api.ServerStart
import java.io.BufferedReader
import java.net.URI
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.system.exitProcess

/** `landlord …` in its own process, with a fake server that prints when it is closed. */
class LandlordProcess(arguments: List<String>) : AutoCloseable {
    private val process: Process =
        ProcessBuilder(
                listOf(Path(System.getProperty("java.home"), "bin", "java").toString(), "-cp") +
                    listOf(System.getProperty("java.class.path"), "${javaClass.name}Kt") +
                    arguments
            )
            .redirectErrorStream(true)
            .start()

    /** The output, stdout and stderr. */
    val lines: BufferedReader = process.inputReader()

    /** Sends a signal, and returns the exit code. */
    fun signal(name: String): Int {
        ProcessBuilder("kill", "-s", name, "${process.pid()}").start().waitFor()
        check(process.waitFor(120, TimeUnit.SECONDS)) { "it goes on after SIG$name" }
        return process.exitValue()
    }

    override fun close() {
        process.destroyForcibly()
    }
}

fun main(arguments: Array<String>) {
    val server = ServerStart { _, _, _ ->
        object : ServerStart.Running {
            override fun addresses() =
                linkedMapOf(
                    "HTTP API" to URI("http://127.0.0.1:8081"),
                    "Restate" to URI("http://127.0.0.1:8080"),
                )

            override fun close() = println("closed")
        }
    }
    exitProcess(
        LandlordCommand.commandLine(server, CliEnvironment.ofThisProcess()).execute(*arguments)
    )
}
