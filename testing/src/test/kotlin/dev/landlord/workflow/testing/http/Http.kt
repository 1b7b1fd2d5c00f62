package dev.landlord.workflow.testing.http

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration

private val CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

/** Posts JSON; returns the status and the body. */
fun post(url: URI, json: String): Pair<Int, String> {
    val request =
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(json))
            .build()
    return send(request).let { it.statusCode() to it.body() }
}

/** Sends a GET; returns the status and the body. */
fun get(url: URI): Pair<Int, String> {
    val request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build()
    return send(request).let { it.statusCode() to it.body() }
}

/** Sends a PATCH without a body, which must succeed. */
fun patch(url: URI) {
    val request = HttpRequest.newBuilder(url).method("PATCH", BodyPublishers.noBody()).build()
    val answer = send(request)
    check(answer.statusCode() / 100 == 2) { "$url answered ${answer.statusCode()}" }
}

/** Retries, because the ingress closes a connection after some refusals. */
private fun send(request: HttpRequest): HttpResponse<String> =
    try {
        CLIENT.send(request, BodyHandlers.ofString())
    } catch (_: IOException) {
        CLIENT.send(request, BodyHandlers.ofString())
    }
