package dev.landlord.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTimedValue

/** The responses of Landlord while Restate is unreachable, and after a bug. */
class RestateAwayTest :
    FunSpec({
        val notRegistered =
            "workflow not found: workflow service TenantProvisioning not registered yet; retry after startup"
        val tenant = """{"name":"early","desired_config":{}}"""

        test("row 39: reports services that are not registered yet") {
            RestateServer.start().use { restate ->
                val settings = arrayOf("workflow.restate.worker_register_on_startup" to "false")
                RunningLandlord(restate, *settings).use { landlord ->
                    // Before that, Landlord does not know whether Restate is there.
                    waitUntil({ "Landlord has looked" }) {
                        landlord.post("/v1/tenants", tenant).problem.second == "workflow_not_found"
                    }
                    for (answer in
                        listOf(
                            landlord.post("/v1/tenants", tenant),
                            landlord.ask("PUT", "/v1/tenants/early", """{"labels":{}}"""),
                            landlord.post("/v1/tenants/early/archive"),
                            landlord.delete("/v1/tenants/early"),
                            landlord.post(
                                "/v1/workflows/tenant-provisioning/executions",
                                """{"input":{}}""",
                            ),
                        )) {
                        answer.problem shouldBe (503 to "workflow_not_found")
                        answer.detail shouldBe notRegistered
                    }
                    landlord.get("/v1/workflows/mine").let {
                        it.problem shouldBe (503 to "workflow_not_found")
                        it.detail shouldBe notRegistered.replace("TenantProvisioning", "Mine")
                    }
                    // It answers before it can be asked about its state.
                    waitUntil({ "Restate is all there" }) {
                        landlord.get("/v1/tenants").status == 200
                    }
                    landlord.get("/v1/tenants").json["total"].asInt() shouldBe 0
                    landlord.get("/v1/approvals").json["approvals"].size() shouldBe 0
                    landlord.get("/v1/workflows").json["workflows"].none {
                        it["registered"].asBoolean()
                    } shouldBe true
                    val reasons = landlord.get("/ready").json["reasons"].map { it.asText() }
                    reasons.first() shouldStartWith
                        "workflow services not registered yet: Blueprint, "
                }
            }
        }

        test("row 39: Landlord starts without Restate, and reports why it is not ready") {
            RestateServer.start().use { restate ->
                restate.kill()
                RunningLandlord(restate).use { landlord ->
                    landlord.get("/health").status shouldBe 200
                    landlord.get("/v1/compute-providers").status shouldBe 200
                    landlord.post("/v1/tenants", tenant).problem shouldBe
                        (503 to "restate_unavailable")
                    val ready = landlord.get("/ready")
                    ready.status shouldBe 503
                    ready.json["status"].asText() shouldBe "not ready"

                    restate.restart()
                    landlord.awaitReady()
                    landlord.get("/ready").status shouldBe 200
                    landlord.post("/v1/tenants", tenant).status shouldBe 201
                }
            }
        }

        test("row 98: reports at once that Restate is unreachable, until it is back") {
            val key = "rk_a-secret-key"
            val settings =
                arrayOf(
                    "workflow.restate.auth_type" to "api_key",
                    "workflow.restate.api_key" to key,
                )
            RestateServer.start().use { restate ->
                RunningLandlord(restate, *settings).use { landlord ->
                    landlord.awaitReady().readyTenant("kept")
                    landlord.workflow("kept", """[{"name":"a","run":"true"}]""")
                    restate.kill()
                    val requests =
                        listOf(
                            "POST /v1/tenants $tenant",
                            "GET /v1/tenants",
                            "GET /v1/tenants/kept",
                            """PUT /v1/tenants/kept {"labels":{}}""",
                            """PATCH /v1/tenants/kept {"labels":{}}""",
                            "DELETE /v1/tenants/kept",
                            "POST /v1/tenants/kept/archive",
                            "GET /v1/tenants/kept/transitions",
                            """POST /v1/workflows {"workflow_id":"x","definition":{"steps":[{"name":"a","run":"b"}]}}""",
                            "GET /v1/workflows",
                            "GET /v1/workflows/kept",
                            "DELETE /v1/workflows/kept",
                            """POST /v1/workflows/kept/executions {"input":{}}""",
                            """POST /v1/workflows/tenant-planning/executions {"input":{}}""",
                            "GET /v1/workflows/tenant-planning/executions",
                            "GET /v1/workflows/tenant-planning/executions/latest",
                            """POST /v1/workflows/tenant-planning/executions/x/cancel {"reason":"r"}""",
                            "GET /v1/approvals",
                            """POST /v1/approvals/tenant-planning/x/plan/approve {}""",
                            """POST /v1/approvals/tenant-planning/x/plan/reject {}""",
                        )
                    for (request in requests) {
                        withClue(request) {
                            val (method, path) = request.split(" ")
                            val body = request.split(" ", limit = 3).getOrNull(2)
                            val (answer, took) =
                                measureTimedValue { landlord.ask(method, path, body) }
                            answer.problem shouldBe (503 to "restate_unavailable")
                            answer.detail shouldStartWith "failed to connect to restate server: "
                            answer.detail shouldEndWith
                                "Check workflow.restate.endpoint and workflow.restate.admin_endpoint"
                            answer.text shouldNotContain key
                            (took < 2.seconds) shouldBe true
                        }
                    }
                    landlord.get("/health").status shouldBe 200
                    landlord.get("/ready").let {
                        it.status shouldBe 503
                        it.json["reasons"].single().asText() shouldStartWith
                            "failed to connect to restate server: GET ${restate.adminUrl()}"
                    }
                    restate.restart()
                    waitUntil({ "Landlord is ready again" }) {
                        landlord.get("/ready").status == 200
                    }
                    landlord.untilTenant("kept", "ready")
                }
            }
        }

        test("the response to a bug has no details, and the log has them under the request id") {
            val landlord = RunningLandlord.shared
            landlord.readyTenant("broken")
            breakState(landlord.restate.adminUrl(), "broken", "no tenant, but a s3cret")
            val http = HttpApi::class.java.name
            lateinit var answer: Answer
            loggedErrors(http) { answer = landlord.get("/v1/tenants/broken") } shouldBe
                listOf(
                    Logged(
                        "GET /v1/tenants/broken failed request_id=${answer.json["request_id"].asText()}",
                        hasStack = true,
                    )
                )
            answer.problem shouldBe (500 to "internal_error")
            answer.detail shouldBe
                "Landlord has failed because of a bug; its log contains details under the id of this request"
            answer.text shouldNotContain "s3cret"
            breakState(landlord.restate.adminUrl(), "broken", null)
            landlord.get("/v1/tenants/broken").problem shouldBe (404 to "tenant_not_found")
            loggedErrors(http) { landlord.get("/v1/tenants/broken") }.shouldBeEmpty()
        }
    })

/** Replaces the stored tenant by a text; removes it if the text is `null`. */
private fun breakState(admin: URI, tenant: String, text: String?) {
    val json = ObjectMapper()
    val body = json.createObjectNode().put("object_key", tenant)
    val state = body.putObject("new_state")
    text?.let {
        state.putArray("tenant").apply { it.toByteArray().forEach { byte -> add(byte.toInt()) } }
    }
    val request =
        HttpRequest.newBuilder(admin.resolve("/services/Tenant/state"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build()
    val answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
    withClue(answer.body()) { answer.statusCode() shouldBe 202 }
    waitUntil({ "the state of $tenant is changed" }) {
        val status = RunningLandlord.shared.get("/v1/tenants/$tenant").status
        status == (if (text == null) 404 else 500)
    }
}
