package dev.landlord.samples.recipes

import dev.landlord.devserver.RestateAdmin
import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import kotlin.time.Duration.Companion.minutes

/** What a test sees of the real server to which its services are served. */
class Restate private constructor(private val served: ServedWorkflows) {
    val admin: RestateAdmin
        get() = served.admin()

    val ingress: URI
        get() = served.ingressUrl()

    fun post(path: String, json: String? = null, vararg headers: String): HttpResponse<String> {
        val request = HttpRequest.newBuilder(ingress.resolve(path))
        if (headers.isNotEmpty()) request.headers(*headers)
        if (json == null) request.POST(BodyPublishers.noBody())
        else request.header("content-type", "application/json").POST(BodyPublishers.ofString(json))
        return client.send(request.build(), BodyHandlers.ofString())
    }

    fun get(path: String): HttpResponse<String> =
        client.send(
            HttpRequest.newBuilder(ingress.resolve(path)).build(),
            BodyHandlers.ofString(),
        )

    companion object {
        private val client = HttpClient.newHttpClient()

        suspend fun serving(vararg services: Any, test: suspend Restate.() -> Unit) =
            ServedWorkflows.serve(ServerMode.NORMAL, services.asList()).use { Restate(it).test() }
    }
}

/** Waits until [check] passes, for as long as a slow machine may need. */
suspend fun <T> soon(check: suspend () -> T): T = eventually(2.minutes, check)
