package dev.landlord.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.Base64

/** "Who decides": the user who sends the decision, and not the one who asked for it. */
class WhoDecidesTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val both = landlord.user("who-decides", "operator", "approver")
        val other = landlord.user("who-else")

        fun started(execution: String): String {
            landlord.workflow("decide", """[{"name":"sign off","approval":{"subject":"it"}}]""")
            both
                .post(
                    "/v1/workflows/decide/executions",
                    """{"execution_name":"$execution","input":{}}""",
                )
                .status shouldBe 201
            landlord.untilExecution("decide", execution) { it["pending_approvals"].size() == 1 }
            return "/v1/approvals/decide/$execution/sign%20off"
        }

        test("who decides: the one who started an execution cannot approve or reject it") {
            val step = started("own")
            for (verb in listOf("approve", "reject")) {
                both.post("$step/$verb", "{}").let {
                    it.problem shouldBe (403 to "not_allowed")
                    it.detail shouldBe
                        "who-decides requested sign off, and therefore cannot decide on it"
                }
            }
            landlord
                .get("/v1/approvals")
                .json["approvals"]
                .single {
                    it["execution_name"].asText() == "own"
                }["requested_by"]
                .asText() shouldBe "who-decides"
            other.post("$step/approve", "{}").let {
                it.status shouldBe 200
                it.json["actor"].asText() shouldBe "who-else"
                it.json["approval"].asText() shouldBe "sign off"
            }
        }

        test(
            "who decides: a caller of Restate's ingress decides nothing, with or without a token"
        ) {
            val step = started("ingress")
            fun decide(verb: String, handler: String, body: String): Pair<Int, String> {
                val url = "${landlord.restate.ingressUrl()}/Decide/ingress/$verb$handler"
                val request =
                    HttpRequest.newBuilder(URI.create(url))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build()
                val answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
                return answer.statusCode() to answer.body()
            }
            val forged =
                "landlord." +
                    Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                            """{"run":"inv_1","app":"gate","req":1,"iat":0,"sub":"","act":"who-else","exp":9999999999999}"""
                                .toByteArray()
                        ) +
                    "." +
                    "A".repeat(43)
            for (verb in listOf("approve", "reject")) {
                for (token in listOf(null, "", "x", forged)) {
                    val proof = token?.let { ""","token":"$it"""" }.orEmpty()
                    withClue("$verb with $token") {
                        decide(verb, "Gate", """{"actor":"who-else"$proof}""").first shouldBe 403
                    }
                }
            }
            landlord
                .get("/v1/workflows/decide/executions/ingress")
                .json["pending_approvals"]
                .size() shouldBe 1
            other.post("$step/approve", "{}").status shouldBe 200
        }

        test("who decides: the awakeable of an approval decides nothing without a token") {
            val step = started("awakeable")
            val status =
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(
                                URI.create(
                                    "${landlord.restate.ingressUrl()}/Decide/awakeable/status"
                                )
                            )
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                        BodyHandlers.ofString(),
                    )
                    .body()
            val id = ObjectMapper().readTree(status)["approvals"][0]["awakeableId"].asText()
            val resolve =
                HttpRequest.newBuilder(
                        URI.create(
                            "${landlord.restate.ingressUrl()}/restate/awakeables/$id/resolve"
                        )
                    )
                    .header("content-type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """{"decision":"approved","actor":"who-else"}"""
                        )
                    )
                    .build()
            HttpClient.newHttpClient().send(resolve, BodyHandlers.ofString()).statusCode() shouldBe
                202
            landlord
                .get("/v1/workflows/decide/executions/awakeable")
                .json["pending_approvals"]
                .size() shouldBe 1
            other.post("$step/reject", """{"reason":"no"}""").json["outcome"].asText() shouldBe
                "rejected"
        }

        test("who decides: a request that names another actor or requester is refused") {
            val step = started("named")
            both.post("$step/approve", """{"actor":"who-else"}""").problem shouldBe
                (422 to "invalid_request")
            both
                .post(
                    "/v1/workflows/decide/executions",
                    """{"execution_name":"forged","input":{},"requested_by":"x"}""",
                )
                .problem shouldBe (422 to "invalid_request")
            other.post("$step/reject", "{}").status shouldBe 200
        }

        test("who decides: the one who asked for a change of a tenant cannot approve its plan") {
            val settings =
                arrayOf(
                    "controller.planning" to "approval",
                    "workflow.restate.worker_namespace" to "four-eyes",
                )
            RunningLandlord(landlord.restate, *settings).use { planned ->
                planned.awaitReady()
                val owner = planned.user("owner", "operator", "approver")
                owner
                    .post(
                        "/v1/tenants",
                        """{"name":"four-eyes","desired_config":{},"annotations":{"landlord/requested_by":"x"}}""",
                    )
                    .status shouldBe 201
                fun pending() = planned.get("/v1/approvals").json["approvals"].toList()
                waitUntil({ "the plan waits" }) { pending().size == 1 }
                // Another user who changes no configuration does not become the requester.
                planned
                    .user("helper", "operator")
                    .ask("PATCH", "/v1/tenants/four-eyes", """{"labels":{"a":"b"}}""")
                    .json["requested_by"]
                    .asText() shouldBe "owner"
                val run = pending().single()["execution_name"].asText()
                val plan = "/v1/approvals/tenant-planning/$run/plan"
                owner.post("$plan/approve", "{}").problem shouldBe (403 to "not_allowed")
                planned.user("boss").post("$plan/approve", "{}").status shouldBe 200
                planned.untilTenant("four-eyes", "ready")
            }
        }
    })
