package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.readLines

/** A workflow is not deleted under its executions. */
class WorkflowDeletionTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun start(workflow: String, execution: String) {
            landlord
                .post(
                    "/v1/workflows/$workflow/executions",
                    """{"execution_name":"$execution","input":{}}""",
                )
                .status shouldBe 201
        }

        test("fault 27: refuses to delete a workflow with waiting executions, which go on") {
            landlord.workflow(
                "del-waits",
                """[{"name":"ok","approval":{}},{"name":"rest","sleep":"1h"}]""",
            )
            start("del-waits", "one")
            start("del-waits", "two")
            landlord.untilExecution("del-waits", "two") { it["pending_approvals"].size() == 1 }
            landlord.delete("/v1/workflows/del-waits").let {
                it.problem shouldBe (409 to "workflow_in_use")
                it.detail shouldBe
                    "workflow del-waits has executions that have not ended: one, two; wait for their end," +
                        " or delete the workflow with force, which cancels and undoes them first"
            }
            landlord.delete("/v1/workflows/del-waits?force=false").status shouldBe 409
            landlord.delete("/v1/workflows/del-waits?force=yes").problem shouldBe
                (422 to "invalid_request")
            landlord.run("workflow", "delete", "del-waits").let {
                it.exit shouldBe 1
                it.err shouldContain "try: landlord workflow delete WORKFLOW --force"
            }
            landlord
                .user("alice")
                .post("/v1/approvals/del-waits/two/ok/approve", """{}""")
                .status shouldBe 200
            landlord
                .post("/v1/workflows/del-waits/executions/one/cancel", """{"reason":"r"}""")
                .status shouldBe 202
            landlord.untilExecution("del-waits", "one") { it["status"].asText() == "cancelled" }
            landlord.delete("/v1/workflows/del-waits").detail shouldContain "not ended: two;"
            landlord.run("workflow", "delete", "del-waits", "--force").exit shouldBe 0
        }

        test(
            "fault 27: a forced deletion cancels the executions and waits for their undo; ended executions stay visible"
        ) {
            val log = tempdir().toPath().resolve("log")
            landlord.workflow(
                "del-force",
                """[{"name":"make","run":"echo make >> $log","undo":"sleep 1; echo unmake >> $log"},
                    {"name":"ok","approval":{}}]""",
            )
            val names = (1..7).map { "run-$it" }
            names.forEach { start("del-force", it) }
            landlord
                .post(
                    "/v1/workflows/del-force/executions",
                    """{"execution_name":"ended","input":{}}""",
                )
                .status shouldBe 201
            for (name in names + "ended") {
                landlord.untilExecution("del-force", name) { it["pending_approvals"].size() == 1 }
            }
            landlord.user("alice").post("/v1/approvals/del-force/ended/ok/approve", """{}""")
            landlord.untilExecution("del-force", "ended") { it["status"].asText() == "succeeded" }
            landlord.delete("/v1/workflows/del-force").detail shouldContain
                "run-1, run-2, run-3, run-4, run-5 and 2 more;"

            landlord.delete("/v1/workflows/del-force?force=true").status shouldBe 204
            log.readLines().count { it == "unmake" } shouldBe 7
            landlord.get("/v1/workflows/del-force").problem shouldBe (404 to "workflow_not_found")

            val executions = "/v1/workflows/del-force/executions"
            landlord.get(executions).json["executions"].associate {
                it["execution_name"].asText() to it["status"].asText()
            } shouldBe names.associateWith { "cancelled" } + ("ended" to "succeeded")
            landlord.get("$executions/run-1").json["metadata"]["cancel_reason"].asText() shouldBe
                "workflow deleted"
            landlord.get("$executions/ended").json["status"].asText() shouldBe "succeeded"
            landlord.get("$executions/latest").status shouldBe 200
            landlord.post("$executions/ended/cancel", """{"reason":"r"}""").status shouldBe 202
            landlord
                .user("alice")
                .post("/v1/approvals/del-force/ended/ok/approve", """{}""")
                .json["outcome"]
                .asText() shouldBe "approved"
            landlord
                .user("bob")
                .post("/v1/approvals/del-force/ended/ok/reject", """{}""")
                .problem shouldBe (409 to "already_decided")
            landlord.post(executions, """{"input":{}}""").problem shouldBe
                (404 to "workflow_not_found")
            landlord.get("/v1/workflows/del--force/executions").problem shouldBe
                (404 to "workflow_not_found")
            for (it in listOf("workflow status del-force ended", "workflow executions del-force")) {
                withClue(it) { landlord.run(*it.split(" ").toTypedArray()).exit shouldBe 0 }
            }
            landlord.delete("/v1/workflows/del-force").status shouldBe 204

            landlord
                .workflow("del-force", """[{"name":"other","run":"true"}]""")["registered"]
                .asBoolean() shouldBe true
            landlord.get(executions).json["executions"].size() shouldBe 8
        }
    })
