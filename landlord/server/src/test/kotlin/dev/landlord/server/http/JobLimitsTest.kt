package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.net.http.HttpTimeoutException

/** The input of a lifecycle workflow that a caller starts. */
class JobLimitsTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun job(name: String, rest: String, config: String = "{}") =
            """{"tenant_id":"$name","tenant_uuid":"uuid-of-$name","operation":"provision",
                "compute_provider":"mock","desired_config":$config$rest}"""

        fun nested(depth: Int) = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)

        val workflows =
            mapOf(
                "tenant-planning" to "TenantPlanning",
                "tenant-provisioning" to "TenantProvisioning",
                "tenant-update" to "TenantUpdate",
                "tenant-archiving" to "TenantArchiving",
                "tenant-deletion" to "TenantDeletion",
            )
        val refused =
            listOf(
                "retry_attempts" to "2147483647",
                "retry_attempts" to "2147483648",
                "retry_attempts" to "1001",
                "retry_attempts" to "-1",
                "timeout" to "\"PT876001H\"",
                "timeout" to "\"PT876000H0.000000001S\"",
                "timeout" to "\"PT99999999999999999999H\"",
                "timeout" to "\"PT0S\"",
                "timeout" to "\"-PT1S\"",
                "timeout" to "\"30m\"",
            )

        for ((id, service) in workflows) {
            test("fault 36: $id refuses an invalid number at every entry point") {
                refused.forEachIndexed { index, (field, value) ->
                    withClue("$field: $value") {
                        val input = job("limits", ""","$field":$value""")
                        val answer =
                            landlord.post(
                                "/v1/workflows/$id/executions",
                                """{"execution_name":"limits-$index","input":$input}""",
                            )
                        answer.problem shouldBe (422 to "invalid_request")
                        answer.errors shouldContainKey "input.$field"
                        landlord.get("/v1/workflows/$id/executions/limits-$index").status shouldBe
                            404
                        val behind =
                            try {
                                sendJson(
                                    landlord.restate
                                        .ingressUrl()
                                        .resolve("/$service/limits-$index/run"),
                                    input,
                                )
                            } catch (late: HttpTimeoutException) {
                                error("the run does not end: $late")
                            }
                        behind.statusCode() shouldBe 400
                        behind.body() shouldContain field
                    }
                }
            }
        }

        test("fault 36: a configuration that violates the rule for JSON fails the run with 400") {
            for ((index, config) in
                listOf(nested(65), nested(2_000), nested(100_000), """{"a":1e400}""").withIndex()) {
                for (field in listOf("", "former_config")) {
                    val input =
                        if (field.isEmpty()) job("limits", "", config)
                        else job("limits", ""","$field":$config""")
                    withClue("$field $index") {
                        val url =
                            landlord.restate
                                .ingressUrl()
                                .resolve("/TenantProvisioning/rule-$field-$index/run")
                        sendJson(url, input).statusCode() shouldBe 400
                    }
                }
            }
        }

        test("fault 36: an input that violates the rule for JSON fails the execution with 400") {
            landlord.workflow("limits-input", """[{"name":"a","run":"true"}]""")
            val version = landlord.get("/v1/workflows/limits-input").json["created_at"].asText()
            val inputs = listOf(nested(65), nested(2_000), nested(100_000), """{"a":1e400}""")
            inputs.forEachIndexed { index, input ->
                withClue("$index") {
                    val url = landlord.restate.ingressUrl().resolve("/LimitsInput/rule-$index/run")
                    val body = """{"workflow":"limits-input","version":"$version","input":$input}"""
                    sendJson(url, body).statusCode() shouldBe 400
                }
            }
        }

        test("fault 36: accepts the maximum numbers") {
            val input = job("limits-max", ""","retry_attempts":1000,"timeout":"PT876000H"""")
            val answer =
                landlord.post(
                    "/v1/workflows/tenant-provisioning/executions",
                    """{"execution_name":"limits-max","input":$input}""",
                )
            answer.status shouldBe 201
            landlord.untilExecution("tenant-provisioning", "limits-max") {
                it["status"].asText() == "succeeded"
            }
        }
    })
