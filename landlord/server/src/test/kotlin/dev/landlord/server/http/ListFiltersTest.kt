package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.io.path.createFile

/** The filters and the pages of tenants and executions. */
class ListFiltersTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun tenants(query: String): JsonNode = landlord.get("/v1/tenants?limit=1000&$query").json

        /** The names of the listed tenants of these tests. */
        fun names(query: String): List<String> {
            val page = tenants(query)
            page["total"].asInt() shouldBe page["tenants"].size()
            return page["tenants"].map { it["name"].asText() }.filter { it.startsWith("filter-") }
        }

        test("tenants: by status, several with commas; archived includes archived tenants") {
            landlord.readyTenant("filter-a", rest = ""","labels":{"team":"blue","tier":"1"}""")
            landlord.readyTenant("filter-b", rest = ""","labels":{"team":"blue","tier":"2"}""")
            landlord.readyTenant("filter-c", rest = ""","labels":{"team":"red"}""")
            landlord.post("/v1/tenants/filter-c/archive").status shouldBe 202
            landlord.untilTenant("filter-c", "archived")
            landlord.post(
                "/v1/tenants",
                """{"name":"filter-d","desired_config":{"fail_at":"page","fail_for_good":true}}""",
            )
            landlord.untilTenant("filter-d", "failed")
            names("status=ready") shouldContainExactly listOf("filter-a", "filter-b")
            names("status=ready,failed") shouldContainExactly
                listOf("filter-a", "filter-b", "filter-d")
            names("status=archived,%20failed") shouldContainExactly listOf("filter-c", "filter-d")
            names("status=updating") shouldContainExactly listOf()
            names("workflow_sub_state=succeeded,failed") shouldContainExactly
                listOf("filter-a", "filter-b", "filter-d")
        }

        test("tenants: by labels, all of which must match") {
            names("label=team=blue") shouldContainExactly listOf("filter-a", "filter-b")
            names("label=team%3Dblue&label=tier%3D2") shouldContainExactly listOf("filter-b")
            names("label=team=blue&label=team=red") shouldContainExactly listOf()
            names("label=tier") shouldContainExactly listOf("filter-a", "filter-b")
            names("label=team&include_deleted=true") shouldContainExactly
                listOf("filter-a", "filter-b", "filter-c")
            names("label=team=") shouldContainExactly listOf()
        }

        test("tenants: by the time of the last change") {
            val updated =
                Instant.parse(tenants("label=tier=1")["tenants"][0]["updated_at"].asText())
            names("label=team&since=$updated") shouldContainExactly listOf("filter-a", "filter-b")
            names("label=tier=1&since=${updated.plusMillis(1)}") shouldContainExactly listOf()
            names("label=tier=1&since=1d") shouldContainExactly listOf("filter-a")
            names("label=tier=1&since=0") shouldContainExactly listOf()
        }

        test("every list has the limit, the offset and the total number") {
            landlord.workflow("filter-none", """[{"name":"a","run":"true"}]""")
            for (list in
                listOf("/v1/tenants", "/v1/approvals", "/v1/workflows/filter-none/executions")) {
                val page = landlord.get(list).json
                page["limit"].asInt() shouldBe 50
                page["offset"].asInt() shouldBe 0
                val empty = landlord.get("$list?limit=7&offset=100000").json
                empty["limit"].asInt() shouldBe 7
                empty["offset"].asInt() shouldBe 100_000
                empty["total"] shouldBe page["total"]
            }
        }

        val executions = "/v1/workflows/filter/executions"

        fun page(query: String): JsonNode = landlord.get("$executions?$query").json

        fun listed(query: String): List<String> {
            val found = page(query)
            found["total"].asInt() shouldBe found["executions"].size()
            return found["executions"].map { it["execution_name"].asText() }.sorted()
        }

        test("executions: by status, by sub-state, by time, and in pages") {
            val end = tempdir().toPath().resolve("end")
            landlord.workflow(
                "filter",
                """[{"name":"do","run":"case ${'$'}(cat input.json) in *busy*) until test -e $end; do sleep 0.05; done;; *bad*) exit 65;; esac"},""" +
                    """{"name":"rest","sleep":"1h"}]""",
            )
            fun start(name: String) =
                landlord.post(executions, """{"execution_name":"$name","input":"$name"}""")
            fun until(name: String, so: (JsonNode) -> Boolean) =
                landlord.untilExecution("filter", name, so)
            for (name in listOf("bad-1", "bad-2", "stopped", "rests-1", "rests-2", "busy-1")) {
                start(name).status shouldBe 201
            }
            listOf("bad-1", "bad-2").forEach { name ->
                until(name) { it["status"].asText() == "failed" }
            }
            listOf("stopped", "rests-1", "rests-2").forEach { name ->
                until(name) { it["sub_state"].asText() == "waiting" }
            }
            landlord.post("$executions/stopped/cancel", """{"reason":"r"}""").status shouldBe 202
            until("stopped") { it["status"].asText() == "cancelled" }
            until("busy-1") { it["steps"].size() == 1 }

            listed("status=failed") shouldContainExactly listOf("bad-1", "bad-2")
            listed("status=failed,cancelled") shouldContainExactly
                listOf("bad-1", "bad-2", "stopped")
            listed("status=running") shouldContainExactly listOf("busy-1", "rests-1", "rests-2")
            listed("status=timed_out") shouldContainExactly listOf()
            listed("sub_state=waiting") shouldContainExactly listOf("rests-1", "rests-2")
            listed("sub_state=running") shouldContainExactly listOf("busy-1")
            listed("sub_state=running,waiting") shouldContainExactly
                listOf("busy-1", "rests-1", "rests-2")
            listed("sub_state=failed") shouldContainExactly listOf("bad-1", "bad-2", "stopped")
            listed("sub_state=waiting&status=running") shouldContainExactly
                listOf("rests-1", "rests-2")
            listed("sub_state=waiting&status=failed") shouldContainExactly listOf()

            for (query in
                listOf("", "status=running", "sub_state=waiting", "sub_state=running,failed")) {
                withClue(query) {
                    for (execution in page(query)["executions"]) {
                        val status = execution["status"].asText()
                        val subState = execution["sub_state"].asText()
                        execution["execution_name"].asText().substringBefore("-") shouldBe
                            when {
                                status == "cancelled" -> "stopped"
                                status == "failed" -> "bad"
                                subState == "waiting" -> "rests"
                                else -> "busy"
                            }
                    }
                }
            }

            val all = page("")["executions"].map { it["execution_name"].asText() }
            val second = page("limit=2&offset=2")
            second["executions"].map { it["execution_name"].asText() } shouldBe all.drop(2).take(2)
            second["total"].asInt() shouldBe 6
            page("limit=1&status=failed")["total"].asInt() shouldBe 2

            val created =
                Instant.parse(
                    page("")["executions"]
                        .single { it["execution_name"].asText() == "busy-1" }["created_at"]
                        .asText()
                )
            listed("since=$created") shouldContainExactly listOf("busy-1")
            listed("since=${created.plusMillis(1)}") shouldContainExactly listOf()
            listed("since=1d").size shouldBe 6
            end.createFile()
            waitUntil({ "all that have not ended wait" }) {
                listed("sub_state=waiting") == listOf("busy-1", "rests-1", "rests-2")
            }
        }

        test("refuses invalid filters") {
            val refused =
                mapOf(
                    "status=ready,gone" to
                        "status: expected one or more of requested, planning, provisioning, ready, updating, " +
                            "deleting, archiving, archived, failed, found gone",
                    "status=" to
                        "status: expected one or more of requested, planning, provisioning, ready, updating, " +
                            "deleting, archiving, archived, failed, found ",
                    "label=" to "label: expected key=value, or key for any value, found ",
                    "label==x" to "label: expected key=value, or key for any value, found =x",
                    "since=soon" to
                        "since: expected a time such as 2026-11-20T14:03:05Z (write + as %2B), or a duration such " +
                            "as 24h or 7d, found soon",
                )
            for ((query, error) in refused) {
                landlord.get("/v1/tenants?$query").let {
                    it.problem shouldBe (422 to "invalid_request")
                    it.errors.map { (field, message) -> "$field: $message" } shouldBe listOf(error)
                }
            }
            landlord.get("$executions?status=done").errors shouldBe
                mapOf(
                    "status" to
                        "expected one or more of pending, running, succeeded, failed, timed_out, cancelled, found done"
                )
            landlord.get("$executions?sub_state=idle").errors.keys shouldBe setOf("sub_state")
        }
    })
