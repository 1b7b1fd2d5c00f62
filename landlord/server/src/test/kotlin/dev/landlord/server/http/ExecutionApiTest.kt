package dev.landlord.server.http

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlin.io.path.createFile

/** Executions are started, listed, shown and cancelled. */
class ExecutionApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        landlord.workflow("exec", """[{"name":"say","run":"cat"}]""")
        landlord.workflow(
            "exec-long",
            """[{"name":"take","run":"true","undo":"true"},{"name":"rest","sleep":"1h"}]""",
        )
        val executions = "/v1/workflows/exec/executions"

        fun start(body: String, path: String = executions) = landlord.post(path, body)

        test("rows 54 and 99: starts an execution with 201, within 2 s") {
            val begin = System.nanoTime()
            val started = start("""{"execution_name":"one","input":{"key":"value"}}""")
            (System.nanoTime() - begin < 2_000_000_000L) shouldBe true
            started.status shouldBe 201
            started.json["started"].asBoolean() shouldBe true
            started.json["execution_name"].asText() shouldBe "one"
            started.json["workflow_id"].asText() shouldBe "exec"
            started.json["service_name"].asText() shouldBe "Exec"
            val ended =
                landlord.untilExecution("exec", "one") { it["status"].asText() == "succeeded" }
            ended["input"].toString() shouldBe """{"key":"value"}"""
            ended["steps"].map { it["name"].asText() } shouldContainExactly listOf("say")
            ended.has("started") shouldBe false
        }

        test("row 46: a second start with the same name does not start another execution") {
            val first = start("""{"execution_name":"two","input":1}""")
            first.status shouldBe 201
            val again = start("""{"execution_name":"two","input":2}""")
            again.status shouldBe 200
            again.json["started"].asBoolean() shouldBe false
            again.json["execution_id"] shouldBe first.json["execution_id"]
            again.json["input"].asInt() shouldBe 1
        }

        test("generates a missing name, and accepts any JSON as the input") {
            val names =
                listOf("null", "[]", "\"text\"", "0").map {
                    val started = start("""{"input":$it}""")
                    started.status shouldBe 201
                    started.json["execution_name"].asText()
                }
            names.distinct().size shouldBe 4
        }

        test("rows 48 and 49: reports invalid fields, and starts nothing") {
            val pattern = "execution_name must match pattern ^[a-zA-Z0-9-_]{1,128}$"
            val reserved =
                "execution_name must not be latest or begin with inv_: these have another meaning"
            val refused =
                mapOf(
                    "{}" to ("input" to "input is required"),
                    """{"input":{},"execution_name":"a b"}""" to ("execution_name" to pattern),
                    """{"input":{},"execution_name":""}""" to ("execution_name" to pattern),
                    """{"input":{},"execution_name":"${"n".repeat(129)}"}""" to
                        ("execution_name" to pattern),
                    """{"input":{},"execution_name":"latest"}""" to ("execution_name" to reserved),
                    """{"input":{},"execution_name":"inv_1"}""" to ("execution_name" to reserved),
                    """{"input":{},"execution_name":7}""" to
                        ("execution_name" to "expected a text, found 7"),
                    """{"input":"${"x".repeat(256 * 1024)}"}""" to
                        ("input" to
                            "input must not be larger than 262144 bytes of JSON, found 262146"),
                )
            val before = landlord.get("$executions?limit=1000").json["executions"].size()
            for ((body, error) in refused) {
                start(body).let {
                    it.problem shouldBe (422 to "invalid_request")
                    it.errors shouldBe mapOf(error)
                }
            }
            start("""{"execution_name":7}""").errors.keys shouldBe setOf("execution_name", "input")
            landlord.get("$executions?limit=1000").json["executions"].size() shouldBe before
        }

        test("lists executions, newest first") {
            listOf("old", "newer", "newest").forEach {
                start("""{"execution_name":"$it","input":{}}""").status shouldBe 201
            }
            fun listed(query: String) =
                landlord.get("$executions$query").json["executions"].map {
                    it["execution_name"].asText()
                }
            listed("").take(3) shouldContainExactly listOf("newest", "newer", "old")
            listed("?limit=2") shouldContainExactly listOf("newest", "newer")
            landlord.get("$executions?limit=0").errors shouldBe
                mapOf("limit" to "expected a whole number of 1 to 1000, found 0")
        }

        test("row 74: returns an execution by name, by id, and as latest") {
            val id =
                start("""{"execution_name":"shown","input":{}}""").json["execution_id"].asText()
            val ended =
                landlord.untilExecution("exec", "shown") { it["status"].asText() == "succeeded" }
            landlord.get("$executions/$id").json shouldBe ended
            landlord.get("$executions/latest").json shouldBe ended
            for (name in listOf("nope", "inv_nope", "a%2Fb", "%27")) {
                landlord.get("$executions/$name").problem shouldBe (404 to "execution_not_found")
                landlord.post("$executions/$name/cancel", """{"reason":"r"}""").problem shouldBe
                    (404 to "execution_not_found")
            }
            landlord.workflow("exec-idle", """[{"name":"a","run":"true"}]""")
            landlord.get("/v1/workflows/exec-idle/executions/latest").problem shouldBe
                (404 to "execution_not_found")
        }

        test("row 77: cancels an execution with 202, and its undo actions run") {
            val path = "/v1/workflows/exec-long/executions"
            start("""{"execution_name":"stop","input":{}}""", path).status shouldBe 201
            landlord.untilExecution("exec-long", "stop") { it["sub_state"].asText() == "waiting" }
            landlord.post("$path/stop/cancel", """{"reason":" "}""").errors shouldBe
                mapOf("reason" to "is missing; expected a text")
            landlord.post("$path/stop/cancel", """{"reason":"a mistake"}""").status shouldBe 202
            val ended =
                landlord.untilExecution("exec-long", "stop") {
                    it["status"].asText() == "cancelled"
                }
            ended["undo"].toString() shouldBe """[{"name":"take","outcome":"done"}]"""
            ended["metadata"]["cancel_reason"].asText() shouldBe "a mistake"
            landlord.post("$path/stop/cancel", """{"reason":"again"}""").json shouldBe ended
        }

        test(
            "fault 27: a running execution prevents the deletion of its workflow; an ended one stays visible"
        ) {
            val end = tempdir().toPath().resolve("end")
            landlord.workflow(
                "exec-gone",
                """[{"name":"say","run":"until test -e $end; do sleep 0.05; done; echo hi"}]""",
            )
            start("""{"execution_name":"on","input":{}}""", "/v1/workflows/exec-gone/executions")
            landlord.delete("/v1/workflows/exec-gone").problem shouldBe (409 to "workflow_in_use")
            end.createFile()
            landlord.untilExecution("exec-gone", "on") { it["status"].asText() == "succeeded" }
            landlord.delete("/v1/workflows/exec-gone").status shouldBe 204
            landlord
                .untilExecution("exec-gone", "on") { it["status"].asText() == "succeeded" }[
                    "output"]
                .toString() shouldBe """{"steps":{"say":"hi"}}"""
        }
    })
