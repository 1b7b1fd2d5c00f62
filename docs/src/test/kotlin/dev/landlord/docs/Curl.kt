package dev.landlord.docs

import java.net.URI
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers

/** The request of a `curl` command in a document. */
internal class Curl(command: ShellCommand) {
    var method = "GET"
        private set

    var json: String? = null
        private set

    val url: URI
    private val headers = ArrayList<Pair<String, String>>()

    init {
        var target: String? = null
        val words = ArrayDeque(command.words.drop(1))
        while (words.isNotEmpty()) {
            when (val word = words.removeFirst()) {
                "-s" -> Unit
                "-X" -> method = words.removeFirst()
                "-H" -> {
                    val (name, value) = words.removeFirst().split(": ")
                    headers += name to value
                }
                "--json" -> {
                    val value = words.removeFirst()
                    json = if (value == "@-") checkNotNull(command.input) else value
                    if (method == "GET") method = "POST"
                }
                else -> {
                    check(target == null && !word.startsWith("-")) { "unknown to curl: $word" }
                    target = word
                }
            }
        }
        url = URI.create("http://${checkNotNull(target).replace("…", "PLACEHOLDER")}")
    }

    /** @param replace fills in the placeholders of the document */
    fun request(ingress: URI, admin: URI, replace: (String) -> String): HttpRequest {
        val base =
            when (url.port) {
                8080 -> ingress
                9070 -> admin
                else -> error("neither Restate's ingress nor its admin API: $url")
            }
        val request = HttpRequest.newBuilder(base.resolve(replace(url.path)))
        headers.forEach { (name, value) -> request.header(name, value) }
        val body = json?.let(replace)
        if (body != null) request.header("content-type", "application/json")
        // `--json` asks for JSON as well.
        if (body != null && headers.none { it.first == "accept" }) {
            request.header("accept", "application/json")
        }
        val publisher = body?.let { BodyPublishers.ofString(it) } ?: BodyPublishers.noBody()
        return request.method(method, publisher).build()
    }
}
