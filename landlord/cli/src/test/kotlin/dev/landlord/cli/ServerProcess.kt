package dev.landlord.cli

import dev.landlord.api.waitUntil
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.Collections
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.jvm.optionals.getOrNull

/** A `landlord server` that runs as a process of its own. */
class ServerProcess(private val process: Process) : AutoCloseable {
    private val printed = Collections.synchronizedList(mutableListOf<String>())
    private val reader =
        thread(isDaemon = true) { process.inputReader().forEachLine { printed.add(it) } }

    /** The output up to now, stdout and stderr. */
    val lines: List<String>
        get() = synchronized(printed) { printed.toList() }

    /** The Java process, and not the shell that started it. */
    private val java: ProcessHandle by lazy {
        lateinit var found: ProcessHandle
        waitUntil({ "java runs" }) {
            val all = listOf(process.toHandle()) + process.descendants().toList()
            val running = all.find { it.info().command().getOrNull().orEmpty().endsWith("/java") }
            running?.also { found = it } != null
        }
        found
    }

    /** The descendants of the process. */
    fun descendants(): List<ProcessHandle> = java.descendants().toList()

    /** Waits until the server reports its start; `false` if it ends instead. */
    fun hasStarted(): Boolean {
        waitUntil({ "Landlord runs: $lines" }) { "Landlord runs" in "$lines" || !process.isAlive }
        return process.isAlive
    }

    /** Waits for a line of its log, without the time. */
    fun awaitLog(line: String) = waitUntil({ "it logs $line: $lines" }) { count(line) > 0 }

    /** The number of log lines with the text. */
    fun count(line: String): Int = lines.count { it.substringAfter(' ') == line }

    /** Where its HTTP API is. */
    val api: URI
        get() = URI(lines.first { "HTTP API: " in it }.substringAfter("HTTP API: "))

    /** Waits until Restate knows all its services. */
    fun awaitReady() = waitUntil({ "it is ready: $lines" }) { get("/ready").first == 200 }

    /** Status and body. */
    fun get(path: String): Pair<Int, String> {
        val answer =
            CLIENT.send(HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString())
        return answer.statusCode() to answer.body()
    }

    /** Stops the server like Ctrl-C or a service manager; returns the exit code. */
    fun terminate(): Int {
        java.destroy()
        return awaitEnd()
    }

    /** Kills the server, like a crash. */
    fun kill() {
        java.destroyForcibly()
        awaitEnd()
    }

    /** Waits until the server has ended, and its output is read. */
    fun awaitEnd(): Int {
        check(process.waitFor(120, TimeUnit.SECONDS)) { "it goes on: $lines" }
        reader.join(5_000)
        return process.exitValue()
    }

    override fun close() {
        if (process.isAlive) {
            terminate()
        }
    }

    private companion object {
        val CLIENT: HttpClient = HttpClient.newHttpClient()
    }
}
