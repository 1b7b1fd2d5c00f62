package dev.landlord.server.http

import dev.landlord.api.waitUntil
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** "Limits": what one user, and one tenant, can use at a time, over HTTP. */
class LimitsTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun limited(setting: Pair<String, String>, namespace: String) =
            RunningLandlord(
                    landlord.restate,
                    setting,
                    "workflow.restate.worker_namespace" to namespace,
                )
                .awaitReady()

        /** A request whose body never ends. */
        fun RunningLandlord.stalled(user: RunningLandlord.User, method: String, path: String) =
            RawHttp(url).also {
                it.write(
                    "$method $path HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${user.key}\r\n" +
                        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                )
            }

        test("limits: a user with too many requests is refused, and another is served") {
            limited("limits.requests_per_user" to "3", "per-user").use { limited ->
                val ada = limited.user("ada", "operator")
                val bob = limited.user("bob", "operator")
                // A request of the poll may itself be the third, so that a stalled one is refused.
                val stalled = mutableListOf<RawHttp>()
                waitUntil({ "the fourth request of ada is refused" }) {
                    stalled += limited.stalled(ada, "POST", "/v1/tenants")
                    ada.get("/v1/tenants").status == 429
                }
                ada.get("/v1/tenants").let {
                    it.problem shouldBe (429 to "too_many_requests")
                    it.detail shouldContain "3 requests of user ada are in progress"
                }
                bob.get("/v1/tenants").status shouldBe 200
                stalled.forEach { it.close() }
                waitUntil({ "ada is served again" }) { ada.get("/v1/tenants").status == 200 }
            }
        }

        test("limits: a tenant with too many requests is refused, and another is served") {
            limited("limits.requests_per_tenant" to "2", "per-tenant").use { limited ->
                val ada = limited.user("ada", "operator")
                val stalled = mutableListOf<RawHttp>()
                lateinit var answer: Answer
                waitUntil({ "the third request for the tenant is refused; ${answer.text}" }) {
                    stalled += limited.stalled(ada, "PATCH", "/v1/tenants/busy")
                    answer = ada.get("/v1/tenants/busy")
                    answer.problem == (429 to "too_many_requests")
                }
                ada.get("/v1/tenants/idle").status shouldBe 404
                stalled.forEach { it.close() }
                waitUntil({ "the tenant is served again" }) {
                    ada.get("/v1/tenants/busy").status == 404
                }
            }
        }

        test("limits: a user has at most so many runs, and gets room when one ends") {
            limited("limits.runs_per_user" to "3", "runs").use { limited ->
                val ada = limited.user("ada", "operator")
                limited.workflow("wait", """[{"name":"ask","approval":{}}]""")
                fun start(name: String, user: RunningLandlord.User = ada) =
                    user.post(
                        "/v1/workflows/wait/executions",
                        """{"execution_name":"$name","input":{}}""",
                    )
                for (name in listOf("one", "two", "two")) {
                    start(name).status / 100 shouldBe 2
                }
                ada.post("/v1/tenants", """{"name":"runs","desired_config":{}}""").status shouldBe
                    201
                limited.untilTenant("runs", "ready")
                // The run of the tenant has ended.
                start("three").status shouldBe 201
                start("four").let {
                    it.problem shouldBe (429 to "quota_exceeded")
                    it.detail shouldContain "ada has 3 executions that have not ended"
                }
                limited.get("/v1/workflows/wait/executions/four").status shouldBe 404
                ada.post("/v1/tenants", """{"name":"more","desired_config":{}}""").problem shouldBe
                    (429 to "quota_exceeded")
                limited.get("/v1/tenants/more").status shouldBe 404
                start("other", limited.user("bob", "operator")).status shouldBe 201
                ada.post("/v1/workflows/wait/executions/one/cancel", """{"reason":"room"}""")
                    .status shouldBe 202
                limited.untilExecution("wait", "one") { it["status"].asText() == "cancelled" }
                waitUntil({ "there is room for another run" }) { start("four").status == 201 }
                limited.get("/v1/audit?actor=ada&action=execution.start").json["entries"].any {
                    it.path("code").asText() == "quota_exceeded"
                } shouldBe true
            }
        }
    })
