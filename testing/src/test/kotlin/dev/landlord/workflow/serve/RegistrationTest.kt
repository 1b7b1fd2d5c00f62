package dev.landlord.workflow.serve

import com.sun.net.httpserver.HttpServer
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
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
                    serving(port = PORT) { register(server.adminUrl()) }
                        .use { it.awaitRegistered(timeout) shouldBe true }
                    server.admin().query("select id from sys_deployment") shouldHaveSize 1
                    round
                }
            }
        }

        test("while Restate is unavailable the service runs, warns once, and registers later") {
            val admin = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            val url = URI.create("http://127.0.0.1:$admin")
            LogCapture("dev.landlord.workflow.serve", Level.WARN).use { warnings ->
                serving(port = 0) { register(url) }
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
                    "[LW123] register($url): expected an answer of Restate's admin API, found " +
                        "none: java."
            }
        }

        test("a refusal by Restate is reported and not retried") {
            FakeAdmin(0, 400).use { restate ->
                serving(port = 0) { register(restate.url, URI.create("http://elsewhere:1")) }
                    .use { server ->
                        shouldThrow<IllegalStateException> { server.awaitRegistered(timeout) }
                            .message shouldBe
                            "[LW124] register(${restate.url}): expected Restate to accept the services at " +
                                "http://elsewhere:1, found 400: {\"message\":\"no\"}. Correct the cause that " +
                                "Restate reports, and start again."
                        restate.bodies shouldHaveSize 1
                    }
            }
        }

        test("an ingress URL instead of an admin URL is reported") {
            RestateServer.start().use { server ->
                serving(port = 0) { register(server.ingressUrl()) }
                    .use { served ->
                        shouldThrow<IllegalStateException> { served.awaitRegistered(timeout) }
                            .message shouldEndWith
                            ". Pass the URL of the admin API, which has port 9070 by default: this one is the ingress."
                    }
            }
        }

        test("a service is bound once, and at least one service is required") {
            val service = stringService("Order", landlordWorkflow { it })
            shouldThrow<IllegalArgumentException> {
                    serve(port = 0) {
                        bind(service)
                        bind(service)
                    }
                }
                .message shouldBe
                "[LW127] bind(Order): expected each service once, found a second service of " +
                    "that name. Remove one, or give it another name: @LandlordWorkflow(\"…\")."
            shouldThrow<IllegalArgumentException> { serve(port = 0) { bind("Order") } }
                .message shouldBe
                "[LW127] bind(java.lang.String): expected a generated workflow service, or a " +
                    "class that Restate's processor has processed, found another class. Bind the " +
                    "generated service, or annotate the class with @Service and run the processor."
            shouldThrow<IllegalArgumentException> { serve(port = 0) {} }.message shouldBe
                "[LW127] serve: expected at least one service, found none. Bind the generated " +
                    "services: bind(new PlaceOrderService(…)), in Kotlin without new."
        }

        test("a port in use is reported") {
            serving(port = 0) {}
                .use { first ->
                    shouldThrow<UncheckedIOException> { serving(port = first.port()) {} }
                        .message shouldStartWith
                        "[LW122] port ${first.port()} on 127.0.0.1: expected a free port of " +
                            "an address of this machine, found that the system refuses it: "
                }
        }

        test("an address of another machine and an unknown host are reported") {
            shouldThrow<UncheckedIOException> { serving(port = 0) { host("192.0.2.1") } }
                .message shouldStartWith
                "[LW122] port 0 on 192.0.2.1: expected a free port of an address of this machine"
            shouldThrow<UncheckedIOException> { serving(port = 0) { host("no.such.host.invalid") } }
                .message shouldStartWith "[LW122] port 0 on no.such.host.invalid"
        }

        test("an invalid admin URL is refused at once") {
            for (bad in listOf("localhost:9070", "http://localhost:99999", "http:///deployments")) {
                shouldThrow<IllegalArgumentException> { serve { register(URI.create(bad)) } }
                    .message shouldBe
                    "[LW126] register($bad): expected an http URL. Pass a URL such as " +
                        "http://localhost:9070."
            }
        }

        test("a server that listens on all addresses needs its URL to register") {
            shouldThrow<IllegalArgumentException> {
                    serving(port = 0) {
                        host("0.0.0.0")
                        register(URI.create("http://127.0.0.1:1"))
                    }
                }
                .message shouldStartWith
                "[LW125] register(…) with host(\"0.0.0.0\"): expected the URL by which Restate " +
                    "reaches this server, because it listens on every address, found none. Call " +
                    "register(adminUrl, serviceUrl)."
        }

        test("the path of the admin API's URL is kept") {
            FakeAdmin(0, 201, path = "/restate-admin/deployments").use { restate ->
                serving(port = 0) { register(URI.create("${restate.url}/restate-admin/")) }
                    .use {
                        it.awaitRegistered(
                            Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000)
                        ) shouldBe true
                    }
            }
        }

        test("a closed server is not registered") {
            val server = serving(port = 0) { register(URI.create("http://127.0.0.1:1")) }
            server.close()
            server.awaitRegistered(timeout) shouldBe false
        }

        test("an IPv6 address has brackets in the URL").config(enabledIf = { hasIpv6 }) {
            serving(port = 0) { host("::1") }
                .use { it.uri().toString() shouldBe "http://[::1]:${it.port()}" }
        }

        test("a closed server frees its port and may be closed again") {
            val first = serving(port = 0) {}
            first.close()
            first.close()
            serving(port = first.port()) {}.close()
        }
    })

/** Fixed, so that both rounds register the same address; it was free just before. */
private val PORT = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }

/** Not every machine has the loopback address of IPv6. */
private val hasIpv6 = runCatching {
    ServerSocket(0, 1, InetAddress.getByName("::1")).close()
}
    .isSuccess

/** An admin API that answers with the given statuses, and then repeats the last one. */
private class FakeAdmin(port: Int, vararg statuses: Int, path: String = "/deployments") :
    AutoCloseable {
    val bodies = CopyOnWriteArrayList<String>()
    private val asked = AtomicInteger()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0).apply {
            createContext(path) { exchange ->
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

private fun serving(port: Int, more: WorkflowServer.Builder.() -> Unit): WorkflowServer =
    serve(port) {
        bind(stringService("Idle", landlordWorkflow { it }))
        more()
    }
