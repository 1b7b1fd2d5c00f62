package dev.landlord.cli

import com.sun.net.httpserver.HttpServer
import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.Proxy
import java.net.ProxySelector
import java.net.ServerSocket
import java.net.SocketAddress
import java.net.URI
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** Requests without a response, or with a response that is not Landlord's. */
class ApiTest :
    FunSpec({
        val ask = arrayOf("compute")
        val change = arrayOf("workflow", "delete", "my-workflow")

        fun freePort() = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }

        /** Counts the attempts to connect while a block runs, and does something before each. */
        fun attempts(before: (Int) -> Unit = {}, block: () -> Unit): Int {
            val count = AtomicInteger()
            val usual = ProxySelector.getDefault()
            ProxySelector.setDefault(
                object : ProxySelector() {
                    override fun select(uri: URI): List<Proxy> {
                        before(count.incrementAndGet())
                        return listOf(Proxy.NO_PROXY)
                    }

                    override fun connectFailed(
                        uri: URI,
                        address: SocketAddress,
                        failure: IOException,
                    ) = Unit
                }
            )
            try {
                block()
            } finally {
                ProxySelector.setDefault(usual)
            }
            return count.get()
        }

        test(
            "an unreachable server: four attempts, a message that says what to do, and exit code 3"
        ) {
            for (command in listOf(ask, change)) {
                val url = "http://127.0.0.1:${freePort()}"
                attempts {
                    val terminal = Terminal(*command, "--api-url", url)
                    terminal.err shouldBe
                        "landlord: Landlord does not answer at $url/v1; start it with: landlord server, or set " +
                            "another URL with --api-url\n"
                    terminal.out shouldBe ""
                    terminal.exit shouldBe 3
                } shouldBe 4
            }
        }

        test("every request succeeds if the server starts during the retries") {
            for (command in listOf(ask, change)) {
                val port = freePort()
                val server = HttpServer.create()
                server.createContext("/") { it.sendResponseHeaders(204, -1) }
                fun open(attempt: Int) {
                    if (attempt == 3) {
                        server.bind(InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0)
                        server.start()
                    }
                }
                attempts(::open) {
                    Terminal(*command, "--api-url", "http://127.0.0.1:$port").exit shouldBe 0
                } shouldBe 3
                server.stop(0)
            }
        }

        /** The number of requests to a server that does not respond. */
        fun broken(check: (Terminal, String) -> Unit, vararg command: String): Int {
            val requests = AtomicInteger()
            ServerSocket(0, 50, InetAddress.getLoopbackAddress()).use { socket ->
                thread(isDaemon = true) {
                    runCatching {
                        while (true) {
                            socket.accept().use { connection ->
                                if (connection.getInputStream().read() >= 0)
                                    requests.incrementAndGet()
                            }
                        }
                    }
                }
                val url = "http://127.0.0.1:${socket.localPort}"
                check(Terminal(*command, "--api-url", url), url)
            }
            return requests.get()
        }

        test("retries after a broken connection, except for the creation of a key") {
            broken(
                { terminal, url ->
                    terminal.err shouldBe
                        "landlord: Landlord at $url/v1 broke the connection; try again\n"
                    terminal.exit shouldBe 3
                },
                *ask,
            ) shouldBeGreaterThanOrEqual 4 // the client in the JDK tries again, too
            broken(
                { terminal, url ->
                    terminal.err shouldBe
                        "landlord: Landlord at $url/v1 broke the connection; it may have carried out the request nevertheless; check that " +
                            "before you try again\n"
                    terminal.exit shouldBe 3
                },
                *change,
            ) shouldBe 4
            broken(
                { terminal, _ -> terminal.exit shouldBe 3 },
                *"key create ada --role viewer".split(" ").toTypedArray(),
            ) shouldBe 1
        }

        test("reports a server that is not Landlord, with exit code 3") {
            for ((status, type, body) in
                listOf(
                    Triple(200, "text/html", "<html></html>"),
                    Triple(404, "text/plain", "not here"),
                    Triple(404, "application/json", """{"message": "not here"}"""),
                    Triple(302, "text/html", ""),
                    Triple(502, "text/html", "<html></html>"),
                )) {
                val server =
                    HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
                server.createContext("/") { exchange ->
                    exchange.use {
                        it.responseHeaders.add("content-type", type)
                        it.sendResponseHeaders(status, body.length.toLong().takeIf { it > 0 } ?: -1)
                        it.responseBody.write(body.toByteArray())
                    }
                }
                server.start()
                val url = "http://127.0.0.1:${server.address.port}"
                val terminal = Terminal(*ask, "--api-url", url)
                terminal.err shouldBe
                    "landlord: the server at $url/v1/compute-providers is not Landlord: expected JSON of its API, " +
                        "found $status with $type; set the URL of Landlord with --api-url\n"
                terminal.exit shouldBe 3
                server.stop(0)
            }
        }

        test("repeats a change with the same key while Landlord does not know its result") {
            val unknown = OpenApi.example("RestateUnavailable").put("outcome", "unknown")
            val notDone = OpenApi.example("RestateUnavailable").put("outcome", "not_done")
            StubLandlord().use { landlord ->
                val path = "DELETE /v1/tenants/acme"
                landlord.answers(path, 503, unknown).answers(path, 503, unknown)
                landlord.answers(path, 202, OpenApi.example("UpdatingTenant"))
                landlord.run("tenant", "delete", "acme").exit shouldBe 0
                landlord.idempotencyKeys.size shouldBe 3
                landlord.idempotencyKeys.toSet().size shouldBe 1
                landlord.idempotencyKeys.first()!!.length shouldBe 36
            }
            StubLandlord().use { landlord ->
                landlord.answers("DELETE /v1/tenants/acme", 503, notDone)
                landlord.run("tenant", "delete", "acme").exit shouldBe 3
                landlord.requests.size shouldBe 1
            }
        }
    })
