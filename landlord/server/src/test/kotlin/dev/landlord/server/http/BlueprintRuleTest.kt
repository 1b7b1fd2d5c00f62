package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** A workflow that a caller creates, at the HTTP API and behind Restate's ingress. */
class BlueprintRuleTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun nested(depth: Int) = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)

        fun definition(rest: String) =
            """"definition":{"steps":[{"name":"a","run":"exit 1"$rest}]}"""

        /** Invalid members of a request, with the reported field. */
        val refused =
            listOf(
                """"name":"a\u0000"""" to "name",
                """"name":"\uD83D"""" to "name",
                """"description":"a\u0000"""" to "description",
                """"description":"\uDE00"""" to "description",
                """"tags":{"a":"\u0000"}""" to "tags.a",
                """"tags":{"\uD83D":"a"}""" to "tags.",
                """"tags":{"${"n".repeat(257)}":"a"}""" to "tags.nnn",
                """"tags":{"a":"${"x".repeat(256 * 1024)}"}""" to "tags",
                """"tags":${nested(65)}""" to "tags",
                """"timeout":"1s\u0000"""" to "timeout",
                """"timeout":${nested(65)}""" to "timeout",
                """"retry_policy":{"backoff_rate":1e400}""" to "retry_policy.backoff_rate",
                """"retry_policy":{"backoff_rate":1e999999999}""" to "retry_policy.backoff_rate",
                """"retry_policy":{"backoff_rate":1000.1}""" to "retry_policy.backoff_rate",
                """"retry_policy":{"backoff_rate":0.9}""" to "retry_policy.backoff_rate",
                """"retry_policy":{"max_attempts":2147483648}""" to "retry_policy.max_attempts",
                """"retry_policy":${nested(65)}""" to "retry_policy",
                definition(""","retry":{"backoff_rate":1e400}""") to "retry.backoff_rate",
                definition(""","retry":{"backoff_rate":1001}""") to "retry.backoff_rate",
            )

        test(
            "fault 25: every entry point applies the rule for JSON to every member of a workflow"
        ) {
            refused.forEachIndexed { index, (member, field) ->
                val id = "ruled-$index"
                val members =
                    if (member.startsWith("\"definition\"")) member
                    else member + "," + definition("")
                val body = """{"workflow_id":"$id",$members}"""
                withClue(body.take(120)) {
                    val behind =
                        sendJson(
                            landlord.restate.ingressUrl().resolve("/Blueprint/$id/create"),
                            body,
                        )
                    behind.statusCode() shouldBe 400
                    behind.body() shouldContain field
                    val answer = landlord.post("/v1/workflows", body)
                    answer.problem shouldBe (422 to "invalid_request")
                    answer.errors.toString() shouldContain field
                    landlord.get("/v1/workflows/$id").status shouldBe 404
                }
            }
        }

        test("fault 36: accepts the maximum backoff_rate, and an execution ends") {
            val retry =
                """"retry_policy":{"max_attempts":2,"initial_interval":"1ms",
                    "max_interval":"2ms","backoff_rate":1000}"""
            landlord
                .post(
                    "/v1/workflows",
                    """{"workflow_id":"ruled-most",$retry,${definition("")}}""",
                )
                .status shouldBe 201
            landlord.post(
                "/v1/workflows/ruled-most/executions",
                """{"execution_name":"one","input":{}}""",
            )
            landlord.untilExecution("ruled-most", "one") { it["status"].asText() == "failed" }
        }
    })
