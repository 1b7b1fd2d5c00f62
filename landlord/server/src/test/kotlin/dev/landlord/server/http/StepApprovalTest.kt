package dev.landlord.server.http

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

/** The approvals of a workflow that a user defined have the names of its steps. */
class StepApprovalTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        landlord.workflow(
            "step-ask",
            """[{"name":"agree","approval":{"subject":"one: more"}},{"name":"sign off, v1.2","approval":{}}]"""
                .replace("off, v1.2", "off v1.2"),
        )

        fun start(execution: String, workflow: String = "step-ask") =
            landlord
                .post(
                    "/v1/workflows/$workflow/executions",
                    """{"execution_name":"$execution","input":{}}""",
                )
                .json["execution_id"]
                .asText()

        fun awaitAsked(execution: String, step: String) =
            landlord.untilExecution("step-ask", execution) {
                it["pending_approvals"].singleOrNull()?.get("approval")?.asText() == step
            }

        test("fault 32: the API identifies an approval by its step, also in the latest execution") {
            val id = start("first")
            val waiting = awaitAsked("first", "agree")
            waiting["steps"].map { it["name"].asText() to it["kind"].asText() } shouldBe
                listOf("agree" to "approval")
            waiting["pending_approvals"][0].let {
                it["subject"].asText() shouldBe "one: more"
                it["request"].asInt() shouldBe 1
            }
            landlord.run("approvals", "list").out.let {
                Regex("step-ask +first +agree +1 +one: more").containsMatchIn(it) shouldBe true
            }
            landlord.run("workflow", "status", "step-ask").out.let {
                it shouldContain "waits   for approval agree of one: more"
                it shouldContain "landlord approvals approve step-ask first agree --request 1"
            }
            landlord
                .user("alice")
                .post(
                    "/v1/approvals/step-ask/first/sign%20off%20v1.2/approve",
                    """{}""",
                )
                .let {
                    it.problem shouldBe (404 to "approval_not_found")
                }

            landlord
                .run("approvals", "approve", "step-ask", "latest", "agree", "--reason", "so be it")
                .let {
                    it.exit shouldBe 0
                    it.out shouldStartWith
                        "approved agree, request 1 of step-ask/latest, by alice at "
                }
            awaitAsked("first", "sign off v1.2")
            landlord.user("bob").post("/v1/approvals/step-ask/$id/agree/reject", """{}""").let {
                it.problem shouldBe (409 to "already_decided")
                it.detail shouldStartWith "agree was approved by alice at "
            }
            landlord.run("workflow", "status", "step-ask").out shouldContain
                "approvals approve step-ask first 'sign off v1.2' --request 1"
            landlord
                .run("approvals", "approve", "step-ask", id, "sign off v1.2", "--request", "1")
                .exit shouldBe 0
            val ended =
                landlord.untilExecution("step-ask", "first") {
                    it["status"].asText() == "succeeded"
                }
            ended["steps"].map { it["name"].asText() } shouldBe listOf("agree", "sign off v1.2")
            ended["output"]["steps"]["agree"]["reason"].asText() shouldBe "so be it"
        }

        test("fault 32: handles a rejected step, an unknown request, and unknown executions") {
            start("second")
            awaitAsked("second", "agree")
            landlord
                .user("alice")
                .post(
                    "/v1/approvals/step-ask/latest/agree/approve",
                    """{"request":2}""",
                )
                .let {
                    it.problem shouldBe (404 to "approval_not_found")
                    it.detail shouldBe "step \"agree\" has one request, request 1; found request 2"
                }
            landlord
                .user("alice")
                .post("/v1/approvals/step-ask/latest/nope/approve", """{}""")
                .problem shouldBe (404 to "approval_not_found")
            landlord
                .user("alice")
                .post("/v1/approvals/step-ask/inv_nope/agree/approve", """{}""")
                .problem shouldBe (404 to "execution_not_found")
            landlord.workflow("step-none", """[{"name":"agree","approval":{}}]""")
            landlord
                .user("alice")
                .post("/v1/approvals/step-none/latest/agree/approve", """{}""")
                .problem shouldBe (404 to "execution_not_found")
            landlord
                .user("bob")
                .post("/v1/approvals/step-ask/latest/agree/reject", """{}""")
                .json["approval"]
                .asText() shouldBe "agree"
            landlord.untilExecution("step-ask", "second") { it["status"].asText() == "failed" }
        }
    })
