package dev.landlord.server.tenant

import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** The actions of an operator on an invocation: `kill`, `pause`. */
fun patch(adminUrl: URI, invocationId: String, action: String) {
    val request =
        HttpRequest.newBuilder(adminUrl.resolve("/invocations/$invocationId/$action"))
            .method("PATCH", BodyPublishers.noBody())
            .build()
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode() / 100 shouldBe
        2
}
