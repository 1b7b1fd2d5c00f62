package dev.landlord.server.registration

import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.util.concurrent.CopyOnWriteArrayList

/** A request to the admin API. */
data class Asked(
    val method: String,
    val path: String,
    val headers: Map<String, String>,
    val body: String,
) {
    override fun toString() = "$method $path $body".trim()
}

/** A fake admin API, which accepts everything by default. */
class FakeAdmin(private val services: Set<String> = setOf()) : AutoCloseable {
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val all = CopyOnWriteArrayList<Asked>()

    /** The registered services. */
    @Volatile var registered: Set<String> = setOf()

    /** The inactivity timeout of the services. */
    @Volatile var inactivityTimeout: String = "0s"

    /** Replaces the response to a request, unless it returns `null`. */
    @Volatile var instead: (Asked) -> Pair<Int, String>? = { null }

    val url = URI("http://127.0.0.1:${server.address.port}")

    val asked: List<Asked>
        get() = all.toList()

    val registrations: List<Asked>
        get() = all.filter { it.method == "POST" }

    init {
        server.createContext("/") { exchange ->
            val asked =
                Asked(
                    exchange.requestMethod,
                    "${exchange.requestURI}",
                    exchange.requestHeaders.entries.associate { it.key to it.value.single() },
                    exchange.requestBody.readBytes().decodeToString(),
                )
            all += asked
            val (status, body) = instead(asked) ?: answer(asked)
            val bytes = body.toByteArray()
            exchange.sendResponseHeaders(status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
            exchange.responseBody.use { it.write(bytes) }
        }
        server.start()
    }

    private fun answer(asked: Asked): Pair<Int, String> =
        when {
            asked.path == "/health" -> 200 to ""
            asked.path == "/deployments" -> {
                registered = registered + services
                val names = services.joinToString {
                    """{"name": "$it", "inactivity_timeout": "$inactivityTimeout"}"""
                }
                201 to """{"id": "dp_1", "services": [$names]}"""
            }
            asked.path.removePrefix("/services/") in registered -> 200 to "{}"
            else -> 404 to """{"message": "does not exist"}"""
        }

    override fun close() = server.stop(0)
}
