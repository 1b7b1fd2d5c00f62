package dev.landlord.workflow.client

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors

/** A fake of Restate's ingress that gives the scripted answers, one after the other. */
class FakeIngress(vararg answers: (HttpExchange) -> Unit) : AutoCloseable {
    private val executor = Executors.newCachedThreadPool()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val answers = ArrayDeque(answers.toList())

    /** Method and path of each request, in the order of arrival. */
    val requests = CopyOnWriteArrayList<String>()
    val headers = CopyOnWriteArrayList<Map<String, List<String>>>()
    val bodies = CopyOnWriteArrayList<String>()

    init {
        server.executor = executor
        server.createContext("/") { exchange ->
            val answer =
                synchronized(this.answers) {
                    requests += "${exchange.requestMethod} ${exchange.requestURI.rawPath}"
                    headers += exchange.requestHeaders.mapKeys { it.key.lowercase() }
                    bodies += exchange.requestBody.readBytes().decodeToString()
                    if (this.answers.size > 1) this.answers.removeFirst() else this.answers.first()
                }
            exchange.use(answer)
        }
        server.start()
    }

    val url: String = "http://127.0.0.1:${server.address.port}"

    override fun close() {
        server.stop(0)
        executor.shutdownNow()
    }
}

private fun HttpExchange.use(answer: (HttpExchange) -> Unit) =
    try {
        answer(this)
    } finally {
        close()
    }

fun answer(
    status: Int,
    body: String,
    vararg headers: Pair<String, String>,
): (HttpExchange) -> Unit = { exchange ->
    val bytes = body.toByteArray()
    headers.forEach { (name, value) -> exchange.responseHeaders.add(name, value) }
    exchange.sendResponseHeaders(status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
    exchange.responseBody.write(bytes)
}

/** Closes the connection in the middle of an answer. */
val hangUp: (HttpExchange) -> Unit = { exchange ->
    exchange.sendResponseHeaders(200, 1_000)
    exchange.responseBody.write(1)
    exchange.responseBody.flush()
    // The connection closes with 999 bytes missing.
}

/** Gives no answer within the timeout of any test that uses it. */
val silence: (HttpExchange) -> Unit = { Thread.sleep(60_000) }
