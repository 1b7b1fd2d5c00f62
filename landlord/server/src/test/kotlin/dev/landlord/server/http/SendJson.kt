package dev.landlord.server.http

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration

/** Posts to Restate itself, past Landlord. */
internal fun sendJson(url: URI, body: String): HttpResponse<String> =
    CLIENT.send(
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(),
    )

private val CLIENT = HttpClient.newHttpClient()
