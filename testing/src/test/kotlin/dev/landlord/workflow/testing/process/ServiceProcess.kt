@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.process

import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import java.net.InetAddress
import java.net.ServerSocket
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.time.Duration.Companion.minutes

/**
 * A process that runs the main function in the file of [mainClass] until a test kills it with
 * SIGKILL. Its output is in [log].
 */
class ServiceProcess(mainClass: String, log: Path, vararg arguments: String) : AutoCloseable {
    private val process: Process =
        ProcessBuilder(
                "${Path(System.getProperty("java.home"), "bin", "java")}",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                *Carriers.OPTIONS.split(' ').toTypedArray(),
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                *arguments,
            )
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()

    /** Sends SIGKILL; returns when the process has ended. */
    override fun close() {
        process.destroyForcibly().onExit().join()
    }
}

/** A port on which no process listens. */
fun freePort(): Int = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }

/** Retries [condition], which may throw after a process was killed. */
fun waitUntil(what: String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + 3.minutes.inWholeNanoseconds
    while (true) {
        val outcome = runCatching(condition)
        if (outcome.getOrDefault(false)) return
        check(System.nanoTime() < deadline) {
            "waited 3 minutes until $what: ${outcome.exceptionOrNull()}"
        }
        Thread.sleep(20)
    }
}
