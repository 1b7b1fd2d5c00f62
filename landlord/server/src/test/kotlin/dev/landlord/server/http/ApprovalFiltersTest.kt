package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.waitUntil
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Instant

/** The filters and the pages of the list of approvals. */
class ApprovalFiltersTest :
    FunSpec({
        val settings =
            arrayOf(
                "controller.planning" to "approval",
                "workflow.restate.worker_namespace" to "approvals",
            )
        val landlord = RunningLandlord(RunningLandlord.shared.restate, *settings).awaitReady()
        afterSpec { landlord.close() }

        fun page(query: String): JsonNode = landlord.get("/v1/approvals?$query").json

        /**
         * The subjects of the approvals, which begin with the name of the tenant or of the step.
         */
        fun listed(query: String): List<String> =
            page(query)["approvals"].map { it["subject"].asText().split(" ").take(2).last() }

        test("approvals: by workflow, by labels of their tenants, by time, and in pages") {
            landlord.workflow(
                "seats",
                """[{"name":"buy","approval":{"subject":"two seats"}},{"name":"rest","sleep":"1h"}]""",
            )
            fun ask(name: String, labels: String) =
                landlord.post(
                    "/v1/tenants",
                    """{"name":"$name","desired_config":{},"labels":$labels}""",
                )
            fun awaitAsked(count: Int) =
                waitUntil({ "$count approvals; there are ${page("")}" }) {
                    page("")["total"].asInt() == count
                }
            ask("blue-1", """{"team":"blue","tier":"1"}""").status shouldBe 201
            awaitAsked(1)
            ask("blue-2", """{"team":"blue"}""").status shouldBe 201
            awaitAsked(2)
            landlord
                .post("/v1/workflows/seats/executions", """{"execution_name":"one","input":{}}""")
                .status shouldBe 201
            awaitAsked(3)

            listed("") shouldContainExactly listOf("blue-1", "blue-2", "seats")
            listed("workflow_id=seats") shouldContainExactly listOf("seats")
            listed("workflow_id=tenant-planning") shouldContainExactly listOf("blue-1", "blue-2")
            listed("workflow_id=tenant-update") shouldContainExactly listOf()
            listed("label=team=blue") shouldContainExactly listOf("blue-1", "blue-2")
            listed("label=team=blue&label=tier") shouldContainExactly listOf("blue-1")
            listed("label=team=red") shouldContainExactly listOf()
            listed("label=tier&workflow_id=seats") shouldContainExactly listOf()
            landlord.get("/v1/approvals?workflow_id=none").problem shouldBe
                (404 to "workflow_not_found")

            val second = Instant.parse(page("")["approvals"][1]["requested_at"].asText())
            listed("since=$second") shouldContainExactly listOf("blue-2", "seats")
            listed("since=1h").size shouldBe 3
            listed("since=0") shouldContainExactly listOf()

            val last = page("limit=1&offset=1")
            last["total"].asInt() shouldBe 3
            last["approvals"].single()["subject"].asText().contains("blue-2") shouldBe true
            page("label=team&limit=1")["total"].asInt() shouldBe 2

            val run = page("label=tier")["approvals"].single()["execution_name"].asText()
            landlord
                .user("alice")
                .post("/v1/approvals/tenant-planning/$run/plan/approve", "{}")
                .status shouldBe 200
            listed("") shouldContainExactly listOf("blue-2", "seats")

            // The run goes on, and its request is no longer pending.
            landlord.user("alice").post("/v1/approvals/seats/one/buy/approve", "{}").status shouldBe
                200
            listed("") shouldContainExactly listOf("blue-2")
            landlord.get("/v1/workflows/seats/executions/one").json["status"].asText() shouldBe
                "running"
        }
    })
