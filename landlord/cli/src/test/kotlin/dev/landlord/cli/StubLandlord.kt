package dev.landlord.cli

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import dev.landlord.api.OpenApi
import io.kotest.matchers.collections.shouldBeEmpty
import java.net.InetAddress
import java.net.InetSocketAddress
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.io.path.Path

/**
 * A stub of Landlord's HTTP API. Every request and every response is checked against openapi.yaml;
 * what is not as it says fails the test when the stub is closed.
 */
class StubLandlord : AutoCloseable {
    private class Reply(val status: Int, val type: String?, val text: String) {
        val json: JsonNode? by lazy {
            if (type?.endsWith("json") == true && type != JSON_LINES) ObjectMapper().readTree(text)
            else null
        }
    }

    private val json = ObjectMapper()
    private val replies = ConcurrentHashMap<String, MutableList<Reply>>()
    private val violations = CopyOnWriteArrayList<String>()
    private val received = CopyOnWriteArrayList<String>()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            createContext("/") { exchange -> exchange.use { answer(it) } }
            start()
        }

    val url: String = "http://127.0.0.1:${server.address.port}"

    /** The received requests: method, path with query, and body, separated by spaces. */
    val requests: List<String>
        get() = received.toList()

    private val authorizations = CopyOnWriteArrayList<String>()

    private val keys = CopyOnWriteArrayList<String>()

    /** The header Idempotency-Key of each request; `null` if it had none. */
    val idempotencyKeys: List<String?>
        get() = keys.map { it.ifEmpty { null } }

    /** The header Authorization of each request; `null` if it had none. */
    val credentials: List<String?>
        get() = authorizations.map { it.ifEmpty { null } }

    /**
     * Each request to the target, such as `GET /v1/tenants`, gets the next of its answers; the last
     * one stays.
     */
    fun answers(target: String, status: Int, body: JsonNode? = null): StubLandlord = apply {
        val type = if (status < 400) "application/json" else "application/problem+json"
        add(target, Reply(status, type.takeIf { body != null }, body?.toString().orEmpty()))
    }

    /** Like [answers], with JSON lines. */
    fun answersLines(target: String, vararg lines: String): StubLandlord = apply {
        add(target, Reply(200, JSON_LINES, lines.joinToString("") { "$it\n" }))
    }

    private fun add(target: String, reply: Reply) {
        replies.getOrPut(target) { CopyOnWriteArrayList() }.add(reply)
    }

    fun run(vararg arguments: String, directory: Path = Path("target")): Terminal =
        Terminal(*arguments, "--api-url", url, directory = directory)

    private fun answer(exchange: HttpExchange) {
        val body = exchange.requestBody.readBytes().decodeToString()
        val method = exchange.requestMethod
        received += "$method ${exchange.requestURI} $body".trim()
        authorizations += exchange.requestHeaders.getFirst("authorization").orEmpty()
        keys += exchange.requestHeaders.getFirst("idempotency-key").orEmpty()
        check(exchange, body)
        val waiting = replies["$method ${exchange.requestURI.path}"]
        val reply = waiting?.let { if (it.size > 1) it.removeAt(0) else it[0] }
        if (reply == null) {
            violations += "unexpected request: $method ${exchange.requestURI}"
            exchange.sendResponseHeaders(500, -1)
            return
        }
        check(exchange, reply)
        send(exchange, reply)
    }

    private fun send(exchange: HttpExchange, reply: Reply) {
        reply.type?.let { exchange.responseHeaders.add("content-type", it) }
        val bytes = reply.text.toByteArray()
        exchange.sendResponseHeaders(reply.status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
        exchange.responseBody.write(bytes)
    }

    private fun check(exchange: HttpExchange, body: String) {
        val target = "${exchange.requestMethod} ${exchange.requestURI}"
        val operation = OpenApi.operation(exchange.requestMethod, exchange.requestURI.path)
        if (operation == null) {
            violations += "$target is not in openapi.yaml"
            return
        }
        val known =
            operation.parameters.filter { it["in"].asText() == "query" }.map { it["name"].asText() }
        val query = exchange.requestURI.query?.split("&").orEmpty().map { it.substringBefore("=") }
        violations += (query - known.toSet()).map { "$target: unknown parameter $it" }
        val schema = operation.node.at("/requestBody/content/application~1json/schema")
        if (schema.isMissingNode) {
            if (body.isNotEmpty()) violations += "$target: expected no body, found $body"
        } else {
            violations +=
                OpenApi.problems(schema, json.readTree(body)).map { "$target: $it in $body" }
            val type = exchange.requestHeaders.getFirst("content-type")
            if (type != "application/json") violations += "$target: content-type $type"
        }
    }

    private fun check(exchange: HttpExchange, reply: Reply) {
        val target = "${exchange.requestMethod} ${exchange.requestURI} → ${reply.status}"
        val operation =
            OpenApi.operation(exchange.requestMethod, exchange.requestURI.path) ?: return
        violations +=
            OpenApi.problems(operation, reply.status, reply.type, reply.json).map { "$target: $it" }
    }

    override fun close() {
        server.stop(0)
        violations.shouldBeEmpty()
    }

    private companion object {
        const val JSON_LINES = "application/x-ndjson"
    }
}
