package dev.landlord.server

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger

/**
 * Restate's ingress, of which the next answers to matching paths are lost after Restate has given
 * them.
 */
class LostAnswers(private val ingress: URI) : AutoCloseable {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
    private val threads = Executors.newCachedThreadPool()
    private val toLose = AtomicInteger()
    @Volatile private var paths = Regex("")
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            executor = threads
            createContext("/") { exchange -> exchange.use(::forward) }
            start()
        }

    val url = URI("http://127.0.0.1:${server.address.port}")

    /** Loses the next [count] answers to requests with these [paths]. */
    fun lose(count: Int, paths: Regex) {
        this.paths = paths
        toLose.set(count)
    }

    private fun forward(exchange: HttpExchange) {
        val body = exchange.requestBody.readBytes()
        val request =
            HttpRequest.newBuilder(ingress.resolve(exchange.requestURI.toString()))
                .method(exchange.requestMethod, BodyPublishers.ofByteArray(body))
        for (name in listOf("accept", "content-type", "idempotency-key")) {
            exchange.requestHeaders.getFirst(name)?.let { request.header(name, it) }
        }
        val answer = client.send(request.build(), BodyHandlers.ofByteArray())
        val isLost =
            paths.matches(exchange.requestURI.path) &&
                toLose.getAndUpdate { (it - 1).coerceAtLeast(0) } > 0
        // Without a response, closing the exchange closes the connection.
        if (isLost) return
        val bytes = answer.body()
        answer.headers().firstValue("content-type").ifPresent {
            exchange.responseHeaders.add("content-type", it)
        }
        exchange.sendResponseHeaders(
            answer.statusCode(),
            if (bytes.isEmpty()) -1 else bytes.size.toLong(),
        )
        exchange.responseBody.write(bytes)
    }

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }
}
