package dev.landlord.docs

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

private val CLIENT = HttpClient.newHttpClient()

internal fun post(url: URI, json: String): HttpResponse<String> =
    CLIENT.send(
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString(),
    )

internal fun get(url: URI): String =
    CLIENT.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body()
