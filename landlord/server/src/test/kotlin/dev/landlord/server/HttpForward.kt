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

/** A server that forwards all requests to [target], such as Restate's ingress. */
abstract class HttpForward(private val target: URI) : AutoCloseable {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
    private val threads = Executors.newCachedThreadPool()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            executor = threads
            createContext("/") { exchange -> exchange.use(::forward) }
            start()
        }

    val url = URI("http://127.0.0.1:${server.address.port}")

    /** Called before a request is forwarded; the request waits until this returns. */
    protected open fun before(path: String) {}

    /** Whether the connection is closed instead of passing on the answer. */
    protected open fun loses(path: String): Boolean = false

    private fun forward(exchange: HttpExchange) {
        val body = exchange.requestBody.readBytes()
        before(exchange.requestURI.path)
        val request =
            HttpRequest.newBuilder(target.resolve(exchange.requestURI.toString()))
                .method(exchange.requestMethod, BodyPublishers.ofByteArray(body))
        for (name in listOf("accept", "content-type", "idempotency-key")) {
            exchange.requestHeaders.getFirst(name)?.let { request.header(name, it) }
        }
        val answer = client.send(request.build(), BodyHandlers.ofByteArray())
        // Without a response, closing the exchange closes the connection.
        if (loses(exchange.requestURI.path)) return
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
