package dev.landlord.workflow.serve

import com.sun.net.httpserver.HttpServer
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.testing.RestateServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.io.UncheckedIOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.URI
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import org.apache.logging.log4j.Level

class RegistrationTest :
    FunSpec({
        val timeout = Duration.ofSeconds(20)

        test("registering again adds no second deployment") {
            RestateServer.start().use { server ->
                repeat(2) { round ->
                    serve(port = PORT) { register(server.adminUrl()) }
                        .use { it.awaitRegistered(timeout) shouldBe true }
                    server.admin().query("select id from sys_deployment") shouldHaveSize 1
                    round
                }
            }
        }

        test("while Restate is away the service runs, warns once, and registers when it is there") {
            val admin = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            val url = URI.create("http://127.0.0.1:$admin")
            LogCapture("dev.landlord.workflow.serve", Level.WARN).use { warnings ->
                serve(port = 0) { register(url) }
                    .use { server ->
                        server.awaitRegistered(Duration.ofMillis(900)) shouldBe false
                        FakeAdmin(admin, 500, 201).use { restate ->
                            server.awaitRegistered(timeout) shouldBe true
                            restate.bodies shouldHaveSize 2
                            restate.bodies.distinct() shouldContain
                                """{"uri":"${server.uri()}","force":true}"""
                        }
                    }
                warnings.messages shouldHaveSize 1
                warnings.messages.single() shouldStartWith
                    "[LW123] register($url): Restate's admin API does not answer ("
            }
        }

        test("what Restate refuses is told and not tried again") {
            FakeAdmin(0, 400).use { restate ->
                serve(port = 0) { register(restate.url, URI.create("http://elsewhere:1")) }
                    .use { server ->
                        shouldThrow<IllegalStateException> { server.awaitRegistered(timeout) }
                            .message shouldBe
                            "[LW124] register(${restate.url}): Restate refused the services at http://elsewhere:1 " +
                                "with 400: {\"message\":\"no\"}"
                        restate.bodies shouldHaveSize 1
                    }
            }
        }

        test("a port in use is told") {
            serve(port = 0) {}
                .use { first ->
                    shouldThrow<UncheckedIOException> { serve(port = first.port()) {} }
                        .message shouldStartWith
                        "[LW122] serve(port = ${first.port()}) on 127.0.0.1: expected a free port"
                }
        }

        test("a closed server frees its port and may be closed again") {
            val first = serve(port = 0) {}
            first.close()
            first.close()
            serve(port = first.port()) {}.close()
        }
    })

/** Fixed, so that both rounds register the same address; free a moment ago. */
private val PORT = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }

/** An admin API that answers with the given statuses, the last one for ever. */
private class FakeAdmin(port: Int, vararg statuses: Int) : AutoCloseable {
    val bodies = CopyOnWriteArrayList<String>()
    private val asked = AtomicInteger()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0).apply {
            createContext("/deployments") { exchange ->
                bodies += exchange.requestBody.readAllBytes().decodeToString()
                val status = statuses[minOf(asked.getAndIncrement(), statuses.size - 1)]
                val answer = """{"message":"no"}""".toByteArray()
                exchange.sendResponseHeaders(status, answer.size.toLong())
                exchange.use { it.responseBody.write(answer) }
            }
            start()
        }
    val url: URI = URI.create("http://127.0.0.1:${server.address.port}")

    override fun close() = server.stop(0)
}
