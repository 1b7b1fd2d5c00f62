package dev.landlord.server.http

import dev.landlord.api.waitUntil
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** People decide. */
class ApprovalApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        landlord.workflow(
            "ask",
            """[{"name":"buy","approval":{"subject":"two machines","within":"1h"}}]""",
        )
        landlord.workflow("ask-soon", """[{"name":"buy","approval":{"within":"200ms"}}]""")
        landlord.workflow(
            "ask-later",
            """[{"name":"rest","sleep":"1h"},{"name":"buy","approval":{}}]""",
        )

        fun path(execution: String, workflow: String) = "/v1/approvals/$workflow/$execution/buy"

        fun start(execution: String, workflow: String = "ask"): String {
            landlord.post(
                "/v1/workflows/$workflow/executions",
                """{"execution_name":"$execution","input":{}}""",
            )
            return path(execution, workflow)
        }

        /** Starts an execution, and waits for its approval request. */
        fun asked(execution: String): String {
            val gate = start(execution)
            landlord.untilExecution("ask", execution) { it["pending_approvals"].size() == 1 }
            return gate
        }

        test("lists a pending approval until its decision") {
            val gate = asked("listed")
            fun listed() =
                landlord.get("/v1/approvals").json["approvals"].filter {
                    it["execution_name"].asText() == "listed"
                }
            listed().single().let {
                it["workflow_id"].asText() shouldBe "ask"
                it["approval"].asText() shouldBe "buy"
                it["request"].asInt() shouldBe 1
                it["subject"].asText() shouldBe "two machines"
            }
            landlord.user("alice").post("$gate/approve", """{}""").status shouldBe 200
            listed() shouldContainExactly listOf()
        }

        test("accepts a repeated decision and refuses a different one") {
            val gate = asked("once")
            val yes = """{"reason":"cheap","request":1}"""
            val alice = landlord.user("alice")
            val decided = alice.post("$gate/approve", yes)
            decided.status shouldBe 200
            decided.json["outcome"].asText() shouldBe "approved"
            decided.json["actor"].asText() shouldBe "alice"
            decided.json["reason"].asText() shouldBe "cheap"
            alice.post("$gate/approve", yes).json shouldBe decided.json
            val at = decided.json["at"].asText()
            for (other in
                listOf(
                    landlord.user("bob").post("$gate/reject", """{}"""),
                    landlord.user("bob").post("$gate/approve", """{}"""),
                )) {
                other.problem shouldBe (409 to "already_decided")
                other.detail shouldBe "buy was approved by alice at $at: cheap"
            }
            landlord
                .untilExecution("ask", "once") { it["status"].asText() == "succeeded" }["output"]
                .toString() shouldBe
                """{"steps":{"buy":{"approved_by":"alice","reason":"cheap"}}}"""
        }

        test("a rejection fails the execution, and the error names the actor and the reason") {
            val gate = asked("no")
            landlord
                .user("bob")
                .post("$gate/reject", """{"reason":"too dear"}""")
                .json["outcome"]
                .asText() shouldBe "rejected"
            landlord
                .untilExecution("ask", "no") { it["status"].asText() == "failed" }["error"]
                .toString() shouldBe
                """{"code":409,"message":"buy was rejected by bob: too dear"}"""
        }

        test("refuses a decision without a request") {
            val gate = start("early", "ask-later")
            landlord.untilExecution("ask-later", "early") { it["sub_state"].asText() == "waiting" }
            val alice = landlord.user("alice")
            alice.post("$gate/approve", "{}").let {
                it.problem shouldBe (404 to "approval_not_found")
                it.detail shouldBe
                    "workflow ask-later has no approval buy, or the execution has not requested it yet; the status of the execution shows its requests"
            }
            alice.post("${path("unknown", "ask")}/approve", "{}").problem shouldBe
                (404 to "approval_not_found")
            for (name in listOf("finance", "a%2Fb", "%2e%2e")) {
                alice.post("/v1/approvals/ask/unknown/$name/reject", "{}").problem shouldBe
                    (404 to "approval_not_found")
            }
        }

        test("refuses a decision after the end of the execution") {
            val gate = start("late", "ask-soon")
            landlord.untilExecution("ask-soon", "late") { it["status"].asText() == "failed" }
            landlord.user("alice").post("$gate/approve", """{}""").problem shouldBe
                (410 to "too_late")
        }

        test("refuses a decision with a value of the wrong type, or that names its actor") {
            val gate = asked("wrong")
            val refused =
                mapOf(
                    """{"token":"t"}""" to
                        mapOf("token" to "unknown field; expected value, reason, request"),
                    """{"actor":"bob"}""" to
                        mapOf("actor" to "unknown field; expected value, reason, request"),
                    """{"reason":2,"request":0}""" to
                        mapOf(
                            "reason" to "expected a text, found 2",
                            "request" to "expected a whole number from 1, found 0",
                        ),
                )
            for ((body, errors) in refused) {
                for (verb in listOf("approve", "reject")) {
                    landlord.user("alice").post("$gate/$verb", body).let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors shouldBe errors
                    }
                }
            }
            landlord.user("alice").post("$gate/approve", """{"request":2}""").problem shouldBe
                (404 to "approval_not_found")
            landlord.untilExecution("ask", "wrong") { it["pending_approvals"].size() == 1 }
        }

        test("provisions a tenant after its plan is approved") {
            val settings =
                arrayOf(
                    "controller.planning" to "approval",
                    "workflow.restate.worker_namespace" to "planned",
                )
            RunningLandlord(landlord.restate, *settings).use { planned ->
                planned.awaitReady()
                for (name in listOf("plan-1", "plan-2")) {
                    planned
                        .post("/v1/tenants", """{"name":"$name","desired_config":{}}""")
                        .status shouldBe 201
                }
                fun pending() = planned.get("/v1/approvals").json["approvals"].toList()
                waitUntil({ "both plans wait for an approval" }) { pending().size == 2 }
                for ((name, verb) in mapOf("plan-1" to "approve", "plan-2" to "reject")) {
                    val plan = pending().single { name in it["subject"].asText() }
                    plan["workflow_id"].asText() shouldBe "tenant-planning"
                    plan["subject"].asText() shouldBe
                        "tenant $name on mock: create directory, create database, create page"
                    val run = plan["execution_name"].asText()
                    planned
                        .user("alice")
                        .post(
                            "/v1/approvals/tenant-planning/$run/plan/$verb",
                            """{"reason":"so be it"}""",
                        )
                        .status shouldBe 200
                }
                planned.untilTenant("plan-1", "ready")
                planned.untilTenant("plan-2", "failed")["workflow_error_message"].asText() shouldBe
                    "plan was rejected by alice: so be it"
            }
        }
    })
