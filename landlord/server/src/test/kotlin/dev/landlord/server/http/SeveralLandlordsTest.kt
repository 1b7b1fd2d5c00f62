package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.LostAnswers
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.sql.DriverManager
import java.util.UUID
import kotlin.io.path.readLines

/** "Several Landlords": a change can be repeated, and depends on what its sender has seen. */
class SeveralLandlordsTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun RunningLandlord.send(
            method: String,
            path: String,
            body: String? = null,
            vararg headers: Pair<String, String>,
            key: String = RunningLandlord.ADMIN_KEY,
        ): HttpResponse<String> {
            val request =
                HttpRequest.newBuilder(URI.create("$url$path"))
                    .header("authorization", "Bearer $key")
                    .header("content-type", "application/json")
                    .method(method, body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody())
            headers.forEach { (name, value) -> request.header(name, value) }
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString())
        }

        fun json(answer: HttpResponse<String>): JsonNode = ObjectMapper().readTree(answer.body())

        test("several Landlords: a change that is repeated with its key is made once") {
            val body = """{"name":"once","desired_config":{}}"""
            val key = "Idempotency-Key" to "create-once"
            val first = landlord.send("POST", "/v1/tenants", body, key)
            first.statusCode() shouldBe 201
            landlord.untilTenant("once", "ready")
            // The response of the first request, and not the state of now.
            landlord.send("POST", "/v1/tenants", body, key).let {
                it.statusCode() shouldBe 201
                it.body() shouldBe first.body()
            }
            for ((other, status) in
                listOf(
                    listOf<Pair<String, String>>() to 409,
                    listOf("Idempotency-Key" to "create-twice") to 409,
                )) {
                landlord
                    .send("POST", "/v1/tenants", body, *other.toTypedArray())
                    .statusCode() shouldBe status
            }
            val operator = landlord.user("other-once", "operator").key!!
            landlord.send("POST", "/v1/tenants", body, key, key = operator).statusCode() shouldBe
                409
            val patch = """{"desired_config":{"size":1}}"""
            repeat(2) {
                landlord
                    .send("PATCH", "/v1/tenants/once", patch, "Idempotency-Key" to "p")
                    .statusCode() shouldBe 202
            }
            landlord.untilTenant("once", "ready")["generation"].asInt() shouldBe 2
        }

        test("several Landlords: an execution without a name is started once for its key") {
            landlord.workflow("keyed", """[{"name":"nap","sleep":"10ms"}]""")
            val names =
                List(3) {
                        landlord.send(
                            "POST",
                            "/v1/workflows/keyed/executions",
                            """{"input":{}}""",
                            "Idempotency-Key" to "run-1",
                        )
                    }
                    .map { json(it)["execution_name"].asText() }
            names.toSet().size shouldBe 1
            val another =
                landlord.send("POST", "/v1/workflows/keyed/executions", """{"input":{}}""")
            json(another)["execution_name"].asText() shouldNotBe names.first()
        }

        test("several Landlords: a key that is not visible ASCII of 255 characters is refused") {
            for (key in listOf("a".repeat(256), "two words")) {
                landlord.send("POST", "/v1/tenants", "{}", "Idempotency-Key" to key).let {
                    it.statusCode() shouldBe 422
                    it.body() shouldContain "Idempotency-Key"
                }
            }
        }

        test("several Landlords: a change of what its sender has not seen is refused with 412") {
            landlord.readyTenant("seen-once")
            val seen =
                landlord.send("GET", "/v1/tenants/seen-once").headers().firstValue("etag").get()
            val label = """{"labels":{"a":"b"}}"""
            val changed = landlord.send("PATCH", "/v1/tenants/seen-once", label, "If-Match" to seen)
            changed.statusCode() shouldBe 200
            changed.headers().firstValue("etag").get() shouldNotBe seen
            val changes =
                listOf(
                    "PATCH /v1/tenants/seen-once" to label,
                    "PUT /v1/tenants/seen-once" to label,
                    "POST /v1/tenants/seen-once/archive" to null,
                    "DELETE /v1/tenants/seen-once" to null,
                )
            for ((change, body) in changes) {
                val (method, path) = change.split(" ")
                withClue(change) {
                    landlord.send(method, path, body, "If-Match" to seen).let {
                        it.statusCode() shouldBe 412
                        json(it)["code"].asText() shouldBe "tenant_changed"
                    }
                    for (wrong in listOf("7", "\"x\"", "W/\"1\"", "\"1\", \"2\"")) {
                        landlord.send(method, path, body, "If-Match" to wrong).statusCode() shouldBe
                            422
                    }
                }
            }
            landlord.get("/v1/tenants/seen-once").json["status"].asText() shouldBe "ready"
            val now = changed.headers().firstValue("etag").get()
            landlord
                .send("DELETE", "/v1/tenants/seen-once", null, "If-Match" to now)
                .statusCode() shouldBe 202
        }

        test("several Landlords: a cancellation that is repeated does not stop the undo") {
            val log = tempdir().toPath().resolve("log")
            landlord.workflow(
                "cancel-twice",
                """[{"name":"a","run":"echo a >> $log","undo":"sleep 1; echo undo a >> $log"},
                    {"name":"b","run":"echo b >> $log","undo":"sleep 1; echo undo b >> $log"},
                    {"name":"wait","sleep":"1h"}]""",
            )
            landlord
                .post(
                    "/v1/workflows/cancel-twice/executions",
                    """{"execution_name":"c","input":{}}""",
                )
                .status shouldBe 201
            waitUntil({ "both steps are done" }) {
                runCatching { log.readLines().size }.getOrDefault(0) == 2
            }
            repeat(5) {
                landlord
                    .post(
                        "/v1/workflows/cancel-twice/executions/c/cancel",
                        """{"reason":"reason $it"}""",
                    )
                    .status shouldBe 202
                Thread.sleep(100)
            }
            val ended =
                landlord.untilExecution("cancel-twice", "c") {
                    it["status"].asText() == "cancelled"
                }
            log.readLines() shouldBe listOf("a", "b", "undo b", "undo a")
            ended["metadata"]["cancel_reason"].asText() shouldBe "reason 0"
        }

        test("several Landlords: 503 says that nothing was changed, or that it may have been") {
            RestateServer.start().use { restate ->
                LostAnswers(restate.ingressUrl()).use { ingress ->
                    RunningLandlord(restate, "workflow.restate.endpoint" to "${ingress.url}").use {
                        it.awaitReady()
                        val body = """{"name":"lost","desired_config":{}}"""
                        ingress.lose(1, Regex("/Tenant/lost/create"))
                        val lost = it.send("POST", "/v1/tenants", body)
                        lost.statusCode() shouldBe 503
                        json(lost)["outcome"].asText() shouldBe "unknown"
                        val key = lost.headers().firstValue("idempotency-key").get()
                        val again = it.send("POST", "/v1/tenants", body, "Idempotency-Key" to key)
                        again.statusCode() shouldBe 201
                        json(again)["version"].asInt() shouldBe 2
                        it.untilTenant("lost", "ready")["generation"].asInt() shouldBe 1
                        restate.kill()
                        val refused =
                            it.send("POST", "/v1/tenants", """{"name":"x","desired_config":{}}""")
                        refused.statusCode() shouldBe 503
                        json(refused)["outcome"].asText() shouldBe "unknown"
                    }
                }
                restate.restart()
                RunningLandlord(restate).use {
                    it.awaitReady()
                    restate.kill()
                    val refused =
                        it.send("POST", "/v1/tenants", """{"name":"y","desired_config":{}}""")
                    refused.statusCode() shouldBe 503
                    json(refused)["outcome"].asText() shouldBe "not_done"
                    refused.headers().firstValue("idempotency-key").isPresent shouldBe true
                    it.send("GET", "/v1/tenants").let { read ->
                        read.statusCode() shouldBe 503
                        json(read).has("outcome") shouldBe false
                    }
                }
            }
        }

        test("several Landlords: ready tests the database, Restate and the worker") {
            val store = "jdbc:h2:mem:${UUID.randomUUID()}"
            RestateServer.start().use { restate ->
                RunningLandlord(restate, "store.url" to "$store;DB_CLOSE_DELAY=-1").use { other ->
                    other.awaitReady()
                    other.get("/ready").status shouldBe 200
                    DriverManager.getConnection(store).use {
                        it.createStatement().execute("shutdown")
                    }
                    fun reasons() =
                        other.get("/ready").let { answer ->
                            if (answer.status == 503) answer.json["reasons"].map { it.asText() }
                            else listOf()
                        }
                    waitUntil({ "the database is a reason; they are ${reasons()}" }) {
                        reasons() ==
                            listOf("the database of Landlord cannot be written; its log says why")
                    }
                    restate.kill()
                    waitUntil({ "Restate is a reason, too; they are ${reasons()}" }) {
                        reasons().size == 2
                    }
                    reasons().last() shouldBe
                        "the database of Landlord cannot be written; its log says why"
                }
            }
        }
    })
