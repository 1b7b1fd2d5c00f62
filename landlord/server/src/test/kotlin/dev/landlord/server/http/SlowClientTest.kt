package dev.landlord.server.http

import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.seconds
import org.apache.logging.log4j.Level
import org.apache.logging.log4j.core.config.Configurator

/** Clients that send slowly, or not to the end. */
class SlowClientTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        /** Another Landlord, of which Restate does not learn. */
        fun another(vararg settings: Pair<String, String>) =
            RunningLandlord(
                landlord.restate,
                "workflow.restate.worker_register_on_startup" to "false",
                *settings,
            )

        fun post(host: String, length: Int) =
            "POST /v1/workflows HTTP/1.1\r\nHost: $host\r\n${RawHttp.AS_ADMIN}\r\nContent-Type: application/json\r\n" +
                "Content-Length: $length\r\n\r\n"

        fun health(landlord: RunningLandlord) =
            RawHttp.send(landlord.url, "GET", "/health", listOf("Host: localhost")).status

        /** Writes a byte on each of the connections, again and again, while [block] runs. */
        fun dripping(connections: List<RawHttp>, block: () -> Unit) {
            val isOver = AtomicBoolean()
            val drip = thread {
                while (!isOver.get()) {
                    connections.forEach { runCatching { it.write(" ") } }
                    Thread.sleep(50)
                }
            }
            try {
                block()
            } finally {
                isOver.set(true)
                drip.join()
                connections.forEach { it.close() }
            }
        }

        test("fault 24, limits: 1,000 clients with slow bodies do not delay the health check") {
            val connections = List(1_000) { RawHttp(landlord.url) }
            connections.forEach { it.write(post("localhost", 10_000)) }
            dripping(connections) {
                val start = System.nanoTime()
                repeat(3) { health(landlord) shouldBe 200 }
                // Before the deadline of 30 s ends the first of them.
                (System.nanoTime() - start < SECONDS.toNanos(20)) shouldBe true
            }
            // And none of them holds anything afterwards.
            eventually(60.seconds) {
                landlord.post("/v1/workflows", "{}").problem shouldBe (422 to "invalid_request")
            }
        }

        test("fault 24: refuses a slow body with 408 at the timeout") {
            another("http.request_timeout" to "500ms").use { hurried ->
                val connections = List(3) { RawHttp(hurried.url) }
                connections.forEach { it.write(post("localhost", 10_000)) }
                dripping(connections) {
                    connections.forEach {
                        it.response().problem shouldBe (408 to "request_timeout")
                    }
                }
            }
        }

        test("fault 24: refuses a stalled body with 408 at the timeout") {
            another("http.request_timeout" to "500ms").use { hurried ->
                RawHttp(hurried.url).use { connection ->
                    connection.write(post("localhost", 10_000) + "{")
                    connection.response().problem shouldBe (408 to "request_timeout")
                }
            }
        }

        test("fault 24: closes a connection with slow headers at the timeout") {
            another("http.request_timeout" to "500ms").use { hurried ->
                val connections = List(3) { RawHttp(hurried.url) }
                connections.forEach { it.write("GET /health HTTP/1.1\r\nX-Slow: ") }
                dripping(connections) {
                    connections.forEach {
                        // A reset is a closed connection too.
                        runCatching { it.response() }
                            .getOrNull()
                            ?.status
                            .let { status ->
                                (status == null || status == 0) shouldBe true
                            }
                    }
                }
                health(hurried) shouldBe 200
            }
        }

        test("fault 24: connections above the limit wait until others are closed") {
            another("http.request_timeout" to "1s", "http.max_connections" to "5").use { small ->
                val connections = List(20) { RawHttp(small.url) }
                connections.forEach { runCatching { it.write("GET /health HTTP/1.1\r\n") } }
                health(small) shouldBe 200
                connections.forEach { it.close() }
            }
        }

        test("fault 24: logs a disconnected client in one line at DEBUG") {
            val name = "dev.landlord.server.http"
            // Connections of other tests may be closed meanwhile, because they are idle.
            val isOfRequest = { line: Logged -> "closed the connection" in line.message }
            Configurator.setLevel(name, Level.DEBUG)
            try {
                val elsewhere =
                    loggedErrors("org.eclipse.jetty") {
                        val lines =
                            loggedErrors(name) { lines ->
                                RawHttp(landlord.url).use {
                                    val expect = "Expect: 100-continue\r\n\r\n"
                                    it.write(post("localhost", 10_000).dropLast(2) + expect)
                                    // The server writes it when it starts to read the body.
                                    it.awaitText("100 Continue")
                                    it.write("{")
                                }
                                val until = System.nanoTime() + SECONDS.toNanos(60)
                                while (lines.none(isOfRequest) && System.nanoTime() < until) {
                                    Thread.sleep(20)
                                }
                            }
                        withClue(lines) {
                            val ofRequest = lines.filter(isOfRequest)
                            ofRequest.map { it.hasStack } shouldContainExactly listOf(false)
                            ofRequest.single().message shouldStartWith
                                "POST /v1/workflows: the client closed the connection"
                        }
                    }
                elsewhere.shouldBeEmpty()
            } finally {
                Configurator.setLevel(name, Level.INFO)
            }
        }
    })
