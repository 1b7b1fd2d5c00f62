package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.readLines

/**
 * The requests that a web page can make a browser send to Restate's ingress, which allows all
 * origins.
 */
class IngressOriginTest :
    FunSpec({
        val restate = autoClose(RestateServer.start())
        val landlord = autoClose(RunningLandlord(restate)).awaitReady()
        val log: Path = tempdir().toPath() / "log"

        fun send(method: String, path: String, body: String?, vararg headers: String): Sent {
            val request =
                HttpRequest.newBuilder(URI("${restate.ingressUrl()}/$path"))
                    .method(
                        method,
                        body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody(),
                    )
            if (body != null) request.header("content-type", "application/json")
            if (headers.isNotEmpty()) request.headers(*headers)
            return Sent(CLIENT.send(request.build(), BodyHandlers.ofString()))
        }

        fun definition(id: String) =
            """{"workflow_id":"$id","definition":{"steps":[{"name":"a","run":"echo $id >> $log"}]}}"""

        /** The handlers that Restate serves to callers, such as `Blueprint/KEY/create`. */
        fun handlers(): List<String> {
            val answer =
                CLIENT.send(
                    HttpRequest.newBuilder(URI("${restate.adminUrl()}/services")).build(),
                    BodyHandlers.ofString(),
                )
            return JSON.readTree(answer.body())["services"].flatMap { service ->
                val key = if (service["ty"].asText() == "Service") "" else "guarded/"
                service["handlers"]
                    .filter { it["public"].asBoolean() }
                    .map { "${service["name"].asText()}/$key${it["name"].asText()}" }
            }
        }

        fun state(): List<JsonNode> =
            restate
                .admin()
                .query(
                    "select service_name, service_key, key, value_utf8 from state order by 1, 2, 3"
                )

        test("fault 22: a web page cannot create a workflow, nor run its commands") {
            val page = arrayOf("origin", "http://evil.example")
            val created = send("POST", "Blueprint/evil/create", definition("evil"), *page)
            created.status shouldBe 403
            created.text shouldContain "http://evil.example"
            landlord.get("/v1/workflows/evil").status shouldBe 404

            landlord.workflow("kept-one", """[{"name":"a","run":"echo kept >> $log"}]""")
            val version = landlord.get("/v1/workflows/kept-one").json["created_at"].asText()
            val run = """{"workflow":"kept-one","version":"$version","input":{}}"""
            send("POST", "KeptOne/page/run", run, *page).status shouldBe 403
            log.exists() shouldBe false

            send("POST", "KeptOne/program/run", run).status shouldBe 200
            log.readLines() shouldBe listOf("kept")
        }

        test("fault 20: every public handler refuses a web page, without a retry") {
            landlord.workflow("guarded", """[{"name":"a","run":"true"}]""")
            landlord.readyTenant("guarded")
            val all = handlers()
            all shouldContainAll
                listOf(
                    "Blueprint/guarded/create",
                    "Blueprint/guarded/delete",
                    "CancelReason/guarded/cancel",
                    "Guarded/guarded/run",
                    "Guarded/guarded/approveGate",
                    "Guarded/guarded/rejectGate",
                    "Guarded/guarded/cancel",
                    "Tenant/guarded/create",
                    "Tenant/guarded/delete",
                    "TenantProvisioning/guarded/run",
                )
            val before = state()
            var runs = 0
            for (handler in all) {
                for (page in PAGES) {
                    var refusals = 0
                    for ((method, body) in listOf("GET" to null, "POST" to null, "POST" to "{}")) {
                        // A key has one run.
                        val path = handler.replace(Regex("guarded/run$")) { "page-${runs++}/run" }
                        withClue("$method $path $body with ${page.toList()}") {
                            val answer = send(method, path, body, *page)
                            // Restate itself refuses a body that the handler does not take.
                            if (answer.isFromHandler) answer.status shouldBe 403
                            else answer.status shouldBe 400
                            if (answer.isFromHandler) refusals++
                        }
                    }
                    withClue("$handler with ${page.toList()}") { refusals shouldBeGreaterThan 0 }
                }
                listOf(null, "{}").forEach { body ->
                    send("POST", "$handler/send", body, "origin", "http://evil.example")
                }
            }
            runs shouldBeGreaterThan 50
            waitUntil({ "all requests have been answered" }) {
                restate
                    .admin()
                    .query("select id from sys_invocation where status <> 'completed'")
                    .isEmpty()
            }
            state() shouldBe before
            restate
                .admin()
                .query(
                    "select target, retry_count from sys_invocation where retry_count > 1 or last_failure is not null"
                )
                .shouldBeEmpty()
        }

        test("fault 20: recognizes a web page without Origin by Sec-Fetch-Site") {
            landlord.workflow("fetched", """[{"name":"a","run":"true"}]""")
            for (site in listOf("cross-site", "same-site", "same-origin")) {
                val image = arrayOf("sec-fetch-site", site, "sec-fetch-mode", "no-cors")
                send("GET", "Blueprint/fetched/delete", null, *image).status shouldBe 403
            }
            landlord.get("/v1/workflows/fetched").status shouldBe 200
            // The address bar of a browser, and programs that fetch.
            send("GET", "Blueprint/fetched/get", null, "sec-fetch-site", "none").status shouldBe 200
            send("GET", "Blueprint/fetched/get", null, "sec-fetch-mode", "cors").status shouldBe 200
            send("GET", "Blueprint/fetched/delete", null).status shouldBe 200
        }

        test("Landlord's own API works, also with its own Origin") {
            val body = definition("same-origin")
            val headers =
                listOf(
                    "Host: ${landlord.url.authority}",
                    "Origin: ${landlord.url}",
                    "Content-Type: application/json",
                )
            RawHttp.send(landlord.url, "POST", "/v1/workflows", headers, body).status shouldBe 201
            landlord
                .post(
                    "/v1/workflows/same-origin/executions",
                    """{"execution_name":"one","input":{}}""",
                )
                .status shouldBe 201
            landlord.untilExecution("same-origin", "one") { it["status"].asText() == "succeeded" }
        }
    })

private class Sent(response: HttpResponse<String>) {
    val status = response.statusCode()
    val text: String = response.body()
    val isFromHandler = "\"source\":\"invocation\"" in text.replace(" ", "")
}

private val PAGES =
    listOf(
        arrayOf("origin", "http://evil.example"),
        arrayOf("origin", "null"),
        arrayOf("Origin", "http://localhost:8080"),
        arrayOf("sec-fetch-site", "cross-site"),
    )

private val JSON = ObjectMapper()

private val CLIENT: HttpClient =
    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
