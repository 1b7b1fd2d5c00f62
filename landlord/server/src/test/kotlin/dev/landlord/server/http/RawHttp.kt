package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.net.Socket
import java.net.URI

/** A raw response; status 0 if the server closed the connection without one. */
class RawResponse(text: String) {
    val status: Int = text.substringAfter("HTTP/1.1 ", "0").take(3).trim().toInt()
    val body: String = text.substringAfter("\r\n\r\n", "")
    val json: JsonNode by lazy { ObjectMapper().readTree(body) }

    /** The status and the code of a problem. */
    val problem: Pair<Int, String>
        get() = status to json.path("code").asText()
}

/** A connection on which a test writes invalid HTTP. */
class RawHttp(url: URI) : AutoCloseable {
    private val socket = Socket(url.host.removeSurrounding("[", "]"), url.port)

    init {
        socket.soTimeout = 60_000
    }

    fun write(text: String) {
        socket.getOutputStream().write(text.toByteArray())
        socket.getOutputStream().flush()
    }

    /** Waits until the server has written [text]. */
    fun awaitText(text: String) {
        val seen = StringBuilder()
        while (text !in seen) {
            val byte = socket.getInputStream().read()
            check(byte >= 0) { "the connection was closed after: $seen" }
            seen.append(byte.toChar())
        }
    }

    /** The output of the server until it closes the connection. */
    fun response(): RawResponse = RawResponse(String(socket.getInputStream().readAllBytes()))

    override fun close() = socket.close()

    companion object {
        /** The header of the admin. */
        const val AS_ADMIN = "Authorization: Bearer ${RunningLandlord.ADMIN_KEY}"

        /**
         * Sends one request of the admin with exactly these headers, and waits for the response.
         */
        fun send(
            url: URI,
            method: String,
            path: String,
            headers: List<String>,
            body: String? = null,
        ): RawResponse =
            RawHttp(url).use { connection ->
                val length =
                    if (body == null) listOf() else listOf("Content-Length: ${body.length}")
                val lines =
                    listOf("$method $path HTTP/1.1") +
                        headers +
                        length +
                        AS_ADMIN +
                        "Connection: close"
                connection.write(lines.joinToString("\r\n") + "\r\n\r\n" + body.orEmpty())
                connection.response()
            }
    }
}
