package dev.landlord.server.http

import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** "Seen": metrics, the page of the document, and the correlation id, over HTTP. */
class SeenTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun RunningLandlord.metrics(): Map<String, Double> =
            get("/metrics")
                .also { it.status shouldBe 200 }
                .text
                .lines()
                .filter { it.isNotEmpty() && !it.startsWith("#") }
                .associate { it.substringBeforeLast(" ") to it.substringAfterLast(" ").toDouble() }

        fun page(path: String): HttpResponse<String> =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create("${landlord.url}$path")).build(),
                    BodyHandlers.ofString(),
                )

        test("seen: the metrics count requests by method, path and status") {
            val name = "seen-requests"
            val series =
                "http_server_requests_seconds_count{method=\"GET\",status=\"404\",uri=\"/v1/tenants/{name}\"}"
            val before = landlord.metrics()[series] ?: 0.0
            repeat(3) { landlord.get("/v1/tenants/$name-$it").status shouldBe 404 }
            landlord.metrics()[series] shouldBe before + 3
            landlord.get("/nowhere/$name")
            landlord.get("/metrics").text shouldNotContain name
        }

        test(
            "seen: the metrics have executions by state, open approvals and their age, and Restate"
        ) {
            landlord.workflow("seen", """[{"name":"ask","approval":{}}]""")
            for (execution in listOf("one", "two")) {
                landlord
                    .post(
                        "/v1/workflows/seen/executions",
                        """{"execution_name":"$execution","input":{}}""",
                    )
                    .status shouldBe 201
                landlord.untilExecution("seen", execution) { it["pending_approvals"].size() == 1 }
            }
            landlord.user("alice").post("/v1/approvals/seen/one/ask/approve", "{}").status shouldBe
                200
            landlord.untilExecution("seen", "one") { it["status"].asText() == "succeeded" }
            lateinit var metrics: Map<String, Double>
            waitUntil({ "the metrics show the approval; they are $metrics" }) {
                metrics = landlord.metrics()
                metrics["landlord_approvals_pending{workflow=\"seen\"}"] == 1.0 &&
                    metrics["landlord_executions{status=\"succeeded\",workflow=\"seen\"}"] == 1.0
            }
            metrics["landlord_restate_up"] shouldBe 1.0
            metrics["landlord_registration_complete"] shouldBe 1.0
            metrics.getValue("landlord_approvals_oldest_age_seconds") shouldBeGreaterThanOrEqual 0.0
            metrics.keys
                .filter { it.startsWith("landlord_executions") && "seen" in it }
                .size shouldBe 2
        }

        test("seen: without Restate the metrics are answered, and say so") {
            RestateServer.start().use { restate ->
                RunningLandlord(restate).use { other ->
                    other.awaitReady()
                    other.metrics()["landlord_restate_up"] shouldBe 1.0
                    restate.kill()
                    lateinit var metrics: Map<String, Double>
                    waitUntil({ "the metrics show that Restate is down; they are $metrics" }) {
                        metrics = other.metrics()
                        metrics["landlord_restate_up"] == 0.0
                    }
                    other.metrics().keys.none { it.startsWith("landlord_executions") } shouldBe true
                }
            }
        }

        test("seen: the document is a page that loads only files of Landlord") {
            val page = page("/docs")
            page.statusCode() shouldBe 200
            page.headers().firstValue("content-security-policy").get() shouldContain
                "default-src 'none'"
            val files =
                Regex("(?:src|href)=\"(/docs/[^\"]+)\"")
                    .findAll(page.body())
                    .map { it.groupValues[1] }
                    .toList()
            files.size shouldBe 3
            for (file in files) {
                withClue(file) {
                    page(file).let {
                        it.statusCode() shouldBe 200
                        it.headers().firstValue("x-content-type-options").get() shouldBe "nosniff"
                    }
                }
            }
            page("/docs/start.js").body() shouldContain "/openapi.yaml"
            for (path in listOf("/docs/..%2Flog4j2.properties", "/docs/pom.xml")) {
                withClue(path) { page(path).statusCode() shouldBe 404 }
            }
        }

        test("seen: the correlation id is carried to Restate, and into the execution") {
            landlord.workflow("correlated", """[{"name":"ask","approval":{}}]""")
            val request =
                HttpRequest.newBuilder(
                        URI.create("${landlord.url}/v1/workflows/correlated/executions")
                    )
                    .header("authorization", "Bearer ${RunningLandlord.ADMIN_KEY}")
                    .header("content-type", "application/json")
                    .header("x-correlation-id", "deploy-4711")
                    .POST(
                        HttpRequest.BodyPublishers.ofString("""{"execution_name":"c","input":{}}""")
                    )
                    .build()
            HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).let {
                it.statusCode() shouldBe 201
                it.headers().firstValue("x-correlation-id").get() shouldBe "deploy-4711"
            }
            landlord
                .untilExecution("correlated", "c") { it["pending_approvals"].size() == 1 }[
                    "metadata"]["correlation_id"]
                .asText() shouldBe "deploy-4711"
        }
    })
