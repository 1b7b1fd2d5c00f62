package dev.landlord.samples.recipes

import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.RestateAdmin
import dev.landlord.workflow.testing.RestateServer
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import kotlin.time.Duration.Companion.seconds

/** A real server, one for all tests, to which services are served while a test runs. */
object Restate {
    private val server by lazy { RestateServer.start() }

    val admin: RestateAdmin
        get() = server.admin()

    val ingress: URI
        get() = server.ingressUrl()

    suspend fun serving(
        services: WorkflowServer.Builder.() -> Unit,
        test: suspend Restate.() -> Unit,
    ) {
        val served =
            serve(port = 0) {
                services()
                register(server.adminUrl())
            }
        served.use {
            it.awaitRegistered(Duration.ofSeconds(20)) shouldBe true
            test()
        }
    }

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

    private val client = HttpClient.newHttpClient()
}

/** Waits until [check] passes, for as long as a slow machine may need. */
suspend fun <T> soon(check: suspend () -> T): T = eventually(20.seconds, check)
