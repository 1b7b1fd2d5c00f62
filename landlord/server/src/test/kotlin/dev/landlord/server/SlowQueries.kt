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
import java.util.concurrent.atomic.AtomicLong

/** Restate's admin API, which answers no query for two seconds after the first. */
class SlowQueries(private val admin: URI) : AutoCloseable {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
    private val first = AtomicLong()
    private val threads = Executors.newCachedThreadPool()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            executor = threads
            createContext("/") { exchange -> exchange.use(::forward) }
            start()
        }

    val url = URI("http://127.0.0.1:${server.address.port}")

    private fun forward(exchange: HttpExchange) {
        val body = exchange.requestBody.readBytes()
        if (exchange.requestURI.path == "/query") {
            val until =
                first.updateAndGet { if (it == 0L) System.nanoTime() else it } + 2_000_000_000
            val left = (until - System.nanoTime()) / 1_000_000
            if (left > 0) Thread.sleep(left)
        }
        val request =
            HttpRequest.newBuilder(admin.resolve(exchange.requestURI.toString()))
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .method(exchange.requestMethod, BodyPublishers.ofByteArray(body))
                .build()
        val answer = client.send(request, BodyHandlers.ofByteArray())
        val bytes = answer.body()
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
