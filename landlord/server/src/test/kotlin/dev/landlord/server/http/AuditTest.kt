package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import dev.landlord.server.store.Stores
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.sql.DriverManager
import java.time.Instant
import java.util.UUID
import kotlin.time.Duration.Companion.seconds

/** "Audit": every change and decision, over HTTP. */
class AuditTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun entries(query: String): List<JsonNode> =
            landlord.get("/v1/audit?$query").json["entries"].toList()

        test("audit: a change has who, from where, what, when, before, after and result") {
            val operator = landlord.user("audit-ada", "operator")
            val earliest = Instant.now().minusSeconds(1)
            operator
                .post("/v1/tenants", """{"name":"audited","desired_config":{"plan":"small"}}""")
                .status shouldBe 201
            landlord.untilTenant("audited", "ready")
            operator
                .ask("PATCH", "/v1/tenants/audited", """{"labels":{"team":"blue"}}""")
                .status shouldBe 200
            val (changed, created) = entries("actor=audit-ada")
            created["action"].asText() shouldBe "tenant.create"
            created["target"].asText() shouldBe "tenant/audited"
            created["remote"].asText() shouldBe "127.0.0.1"
            created["request"].toString() shouldBe
                """{"name":"audited","desired_config":{"plan":"small"}}"""
            created["status"].asInt() shouldBe 201
            created.has("before") shouldBe false
            created["after"]["name"].asText() shouldBe "audited"
            val at = Instant.parse(created["at"].asText())
            at.isAfter(earliest) shouldBe true
            Instant.parse(created["completed_at"].asText()).isBefore(at) shouldBe false
            changed["action"].asText() shouldBe "tenant.update"
            changed["before"]["labels"].toString() shouldBe "{}"
            changed["after"]["labels"].toString() shouldBe """{"team":"blue"}"""
        }

        test("audit: a tenant that is named by its id has its name in the audit") {
            landlord.post("/v1/tenants", """{"name":"by-id","desired_config":{}}""").status shouldBe
                201
            val id = landlord.untilTenant("by-id", "ready")["id"].asText()
            landlord.ask("PATCH", "/v1/tenants/$id", """{"labels":{"a":"b"}}""").status shouldBe 200
            entries("target=tenant/by-id&action=tenant.update").size shouldBe 1
        }

        test(
            "audit: what Landlord does later is a change by Landlord, and is kept beyond the deletion"
        ) {
            landlord
                .post("/v1/tenants", """{"name":"forgotten","desired_config":{}}""")
                .status shouldBe 201
            landlord.untilTenant("forgotten", "ready")
            landlord.delete("/v1/tenants/forgotten").status shouldBe 202
            eventually(60.seconds) {
                landlord.get("/v1/tenants/forgotten").status shouldBe 404
                val found = entries("target=tenant/forgotten").reversed()
                found.map { it["action"].asText() to it["actor"].asText() } shouldContainExactly
                    listOf(
                        "tenant.create" to "admin",
                        "tenant.transition" to "landlord",
                        "tenant.delete" to "admin",
                        "tenant.transition" to "landlord",
                    )
                found[1]["before"]["status"].asText() shouldBe "provisioning"
                found[1]["after"]["status"].asText() shouldBe "ready"
                found[3]["after"]["status"].asText() shouldBe "archived"
            }
        }

        test("audit: a decision has its subject, its actor, its reason and the outcome") {
            val approver = landlord.user("audit-carol")
            landlord.workflow(
                "audited-steps",
                """[{"name":"ask","approval":{"subject":"7 places"}}]""",
            )
            val started =
                landlord.post(
                    "/v1/workflows/audited-steps/executions",
                    """{"execution_name":"one","input":{"places":7,"db_password":"hunter2"}}""",
                )
            started.status shouldBe 201
            landlord.untilExecution("audited-steps", "one") { it["pending_approvals"].size() == 1 }
            approver
                .post(
                    "/v1/approvals/audited-steps/latest/ask/approve",
                    """{"reason":"within budget"}""",
                )
                .let { withClue(it.text) { it.status shouldBe 200 } }
            val decision = entries("actor=audit-carol").single()
            decision["action"].asText() shouldBe "approval.approve"
            decision["target"].asText() shouldBe "approval/audited-steps/one/ask"
            decision["before"]["subject"].asText() shouldBe "7 places"
            decision["request"].toString() shouldBe """{"reason":"within budget"}"""
            decision["after"]["outcome"].asText() shouldBe "approved"
            decision["after"]["actor"].asText() shouldBe "audit-carol"
            val start = entries("target=execution/audited-steps").single()
            start["after"]["execution_id"].asText() shouldBe started.json["execution_id"].asText()
            val everything = landlord.get("/v1/audit/export").text
            everything shouldNotContain "hunter2"
        }

        test(
            "audit: what a user may not do is recorded as refused, on every path that changes something"
        ) {
            val viewer = landlord.user("audit-eve", "viewer")
            val changing = OpenApi.operations.filter { it.method != "GET" }
            for (operation in changing) {
                val body =
                    operation.node
                        .at("/requestBody/content/application~1json/examples")
                        .map { OpenApi.resolve(it)["value"].toString() }
                        .firstOrNull()
                withClue("${operation.method} ${operation.path}") {
                    viewer.ask(operation.method, operation.path, body).status shouldBe 403
                }
            }
            val refused = entries("actor=audit-eve&limit=100")
            refused.size shouldBe changing.size
            refused.map { it["status"].asInt() to it["code"].asText() }.toSet() shouldBe
                setOf(403 to "forbidden")
            val actions =
                OpenApi.document.at("/components/schemas/AuditEntry/properties/action/enum").map {
                    it.asText()
                }
            refused.map { it["action"].asText() }.toSet() shouldBe
                actions.toSet() - "tenant.transition"
        }

        test("audit: keys are recorded without their text") {
            val key = landlord.user("audit-keys", "viewer").key!!
            landlord.delete("/v1/keys/audit-keys").status shouldBe 204
            val (revoked, created) = entries("target=key/audit-keys")
            created["after"]["roles"].toString() shouldBe """["viewer"]"""
            revoked["before"]["roles"].toString() shouldBe """["viewer"]"""
            landlord.get("/v1/audit/export?target=key").text shouldNotContain key
        }

        test("audit: a request that fails has the code of its problem") {
            landlord.post("/v1/tenants", """{"name":"No!","desired_config":{}}""").status shouldBe
                422
            landlord.post("/v1/tenants", "{").status shouldBe 400
            val (malformed, invalid) = entries("action=tenant.create&limit=2")
            malformed["code"].asText() shouldBe "malformed_request"
            malformed.has("request") shouldBe false
            invalid["code"].asText() shouldBe "invalid_request"
            invalid.has("after") shouldBe false
        }

        test("audit: the correlation id is the caller's if it is harmless") {
            fun correlation(given: String?): Pair<String, JsonNode> {
                val request =
                    java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create("${landlord.url}/v1/keys/nobody")
                        )
                        .header("authorization", "Bearer ${RunningLandlord.ADMIN_KEY}")
                        .DELETE()
                if (given != null) request.header("x-correlation-id", given)
                val answer =
                    java.net.http.HttpClient.newHttpClient()
                        .send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                return answer.headers().firstValue("x-correlation-id").get() to
                    entries("action=key.revoke&limit=1").single()
            }
            correlation("deploy-42").let { (sent, entry) ->
                sent shouldBe "deploy-42"
                entry["correlation_id"].asText() shouldBe "deploy-42"
            }
            for (given in listOf(null, "two words", "a".repeat(129), "\u00e9")) {
                correlation(given).let { (sent, entry) ->
                    sent shouldBe entry["id"].asText()
                    entry["correlation_id"].asText() shouldBe sent
                }
            }
        }

        test("audit: the admin lists and exports it at the command line") {
            landlord.user("audit-list", "viewer").get("/v1/audit").problem shouldBe
                (403 to "forbidden")
            landlord.run("audit", "list", "--target", "key/audit-list").let {
                it.exit shouldBe 0
                it.out shouldContain Regex("admin +127.0.0.1 +key.create +key/audit-list +done")
            }
            landlord.run("audit", "export", "--target", "key/audit-list").let {
                it.exit shouldBe 0
                it.out.lines().filter(String::isNotEmpty).size shouldBe 1
            }
            landlord.get("/v1/audit?since=yesterday").errors.keys shouldContain "since"
        }

        test("audit: text that PostgreSQL cannot store, and times it does not know, are answered")
            .config(enabled = Stores.POSTGRESQL.isInstalled) {
                val store = Stores.postgres
                val settings =
                    arrayOf(
                        "store.url" to store.url,
                        "store.user" to store.user,
                        "workflow.restate.worker_register_on_startup" to "false",
                    )
                RunningLandlord(landlord.restate, *settings).use { other ->
                    other.delete("/v1/keys/%00").problem shouldBe (400 to "malformed_request")
                    for (filter in listOf("actor", "action", "target")) {
                        other.get("/v1/audit?$filter=a%00b").errors.keys shouldContain filter
                    }
                    for (time in
                        listOf("%2B999999999-12-31T23:59:59Z", "36500d", "-9999-01-01T00:00:00Z")) {
                        for (filter in listOf("since", "until")) {
                            withClue("$filter=$time") {
                                other.get("/v1/audit?$filter=$time").status shouldBe 200
                            }
                        }
                    }
                }
            }

        test("audit: without its database Landlord changes nothing, and says so") {
            val store = "jdbc:h2:mem:${UUID.randomUUID()}"
            RunningLandlord(landlord.restate, "store.url" to "$store;DB_CLOSE_DELAY=-1").use { other
                ->
                DriverManager.getConnection(store).use { it.createStatement().execute("shutdown") }
                other
                    .post("/v1/tenants", """{"name":"unaudited","desired_config":{}}""")
                    .problem shouldBe (503 to "store_unavailable")
                landlord.get("/v1/tenants/unaudited").status shouldBe 404
            }
        }
    })
