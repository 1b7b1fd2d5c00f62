package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** Each entry point refuses the same values, and accepted values can be changed and deleted. */
class InputRuleTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun nested(depth: Int) = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)

        val refused =
            mapOf(
                "nested too deep" to nested(65),
                "nested much too deep" to nested(400),
                "an infinite number" to """{"a":1e999999999}""",
                "half of a surrogate pair" to """{"a":"\uD83D"}""",
                "a zero character" to """{"a":"\u0000"}""",
                "a long name" to """{"${"n".repeat(257)}":1}""",
                "a large value" to """{"a":"${"x".repeat(256 * 1024)}"}""",
            )

        landlord.post("/v1/tenants", """{"name":"rule-kept","desired_config":{}}""")
        landlord.untilTenant("rule-kept", "ready")
        landlord.post(
            "/v1/workflows",
            """{"workflow_id":"rule-kept","definition":{"steps":[{"name":"a","run":"true"}]}}""",
        )

        for ((what, value) in refused) {
            test("fault 25: $what is refused with 422 by the HTTP API") {
                val requests =
                    listOf(
                        """POST /v1/tenants {"name":"rule-new","desired_config":$value}""",
                        """POST /v1/tenants {"name":"rule-new","desired_config":{},"labels":$value}""",
                        """PUT /v1/tenants/rule-kept {"desired_config":$value}""",
                        """PATCH /v1/tenants/rule-kept {"desired_config":$value}""",
                        """POST /v1/workflows {"workflow_id":"rule-new","definition":$value}""",
                        """POST /v1/workflows/rule-kept/executions {"input":$value}""",
                    )
                for (request in requests) {
                    val (method, path, body) = request.split(" ", limit = 3)
                    withClue("$method $path") {
                        landlord.ask(method, path, body).problem shouldBe (422 to "invalid_request")
                    }
                }
                landlord.get("/v1/tenants/rule-new").status shouldBe 404
                landlord.get("/v1/workflows/rule-new").status shouldBe 404
                landlord.get("/v1/tenants/rule-kept").json["desired_config"].isEmpty shouldBe true
            }

            test("fault 25: $what is refused with 400 by the tenant behind the ingress") {
                fun call(handler: String, body: String): Int {
                    val url = URI("${landlord.restate.ingressUrl()}/Tenant/$handler")
                    val request =
                        HttpRequest.newBuilder(url)
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                    return HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.ofString())
                        .statusCode()
                }
                call("rule-new/create", """{"desired_config":$value}""") shouldBe 400
                call("rule-kept/update", """{"desired_config":$value,"merge":false}""") shouldBe 400
                landlord.get("/v1/tenants/rule-new").status shouldBe 404
            }

            test("fault 25: $what is refused with exit code 2 by the command line") {
                val file = java.nio.file.Files.createTempFile("rule", ".json")
                java.nio.file.Files.writeString(file, value)
                val terminal = landlord.run("tenant", "create", "rule-new", "--config", "$file")
                terminal.exit shouldBe 2
                terminal.err shouldContain "$file: "
                java.nio.file.Files.delete(file)
            }
        }

        test("fault 25: refuses a name that the provider does not accept") {
            for (name in listOf("1up", "-", "a".repeat(41))) {
                val body =
                    """{"name":"$name","compute_provider":"local","desired_config":{"owner":"a@example.com"}}"""
                val answer = landlord.post("/v1/tenants", body)
                answer.problem shouldBe (422 to "invalid_request")
                answer.errors.keys shouldContain "name"
                landlord.get("/v1/tenants/$name").status shouldBe 404
            }
        }

        test("fault 25: creates, changes and deletes a tenant of the maximum size") {
            val limit = nested(64)
            landlord
                .post("/v1/tenants", """{"name":"rule-limit","desired_config":$limit}""")
                .status shouldBe 201
            landlord.untilTenant("rule-limit", "ready")
            val large = """{"a":"${"x".repeat(250_000)}","b":${nested(63)},"c":1e308}"""
            landlord
                .ask("PUT", "/v1/tenants/rule-limit", """{"desired_config":$large}""")
                .status shouldBe 202
            landlord.untilTenant("rule-limit", "ready")
            landlord.delete("/v1/tenants/rule-limit").status shouldBe 202
            landlord.untilGone("rule-limit")
        }
    })
