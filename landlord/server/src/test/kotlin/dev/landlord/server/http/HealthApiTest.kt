package dev.landlord.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.net.Socket

/** Health, readiness, the OpenAPI document, and unknown paths. */
class HealthApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        test("row 86: health and readiness") {
            landlord.get("/health").text shouldBe """{"status":"ok"}"""
            landlord.get("/ready").text shouldBe """{"status":"ready"}"""
        }

        test("serves the OpenAPI document") {
            val served = landlord.get("/openapi.yaml")
            served.status shouldBe 200
            served.text shouldBe
                HealthApiTest::class
                    .java
                    .getResourceAsStream("/openapi.yaml")!!
                    .readBytes()
                    .decodeToString()
        }

        test(
            "row 86: a path without a version or with an unknown version reports the expected version"
        ) {
            landlord.get("/tenants").let {
                it.problem shouldBe (404 to "version_required")
                it.detail shouldBe "expected a version in the path: /v1/tenants"
            }
            landlord.post("/workflows/x/executions", "{}").problem shouldBe
                (404 to "version_required")
            landlord.delete("/v2/tenants/acme").let {
                it.problem shouldBe (404 to "unsupported_version")
                it.detail shouldBe "expected version v1 in the path, found /v2/tenants/acme"
            }
            landlord.get("/v10").problem shouldBe (404 to "unsupported_version")
        }

        test("an unknown path returns 404") {
            for (path in listOf("/", "/v1", "/v1/nope", "/v1/tenants/a/b", "/v1//tenants")) {
                withClue(path) {
                    landlord.get(path).let {
                        it.problem shouldBe (404 to "not_found")
                        it.detail shouldBe "there is no $path; see /openapi.yaml"
                    }
                }
            }
        }

        test("an unsupported method returns 405 with the supported methods") {
            val refused =
                mapOf(
                    "POST /health" to "GET, HEAD",
                    "DELETE /v1/tenants" to "POST, GET, HEAD",
                    "OPTIONS /v1/tenants/acme" to "GET, PUT, PATCH, DELETE, HEAD",
                    "GET /v1/tenants/acme/archive" to "POST",
                    "PUT /v1/approvals/a/b/c/approve" to "POST",
                    "TRACE /v1/workflows" to "POST, GET, HEAD",
                )
            for ((request, methods) in refused) {
                withClue(request) {
                    val (method, path) = request.split(" ")
                    val answer = landlord.ask(method, path)
                    answer.problem shouldBe (405 to "method_not_allowed")
                    answer.allow!!.split(", ").toSet() shouldBe methods.split(", ").toSet()
                    answer.detail shouldBe
                        "$method is not a method of $path; it has ${answer.allow}"
                }
            }
        }

        test("HEAD returns the status of GET, also for unknown objects") {
            landlord.head("/health") shouldBe 200
            landlord.head("/v1/tenants") shouldBe 200
            landlord.head("/v1/tenants/unknown") shouldBe 404
            landlord.head("/v1/tenants/unknown/archive") shouldBe 405
            landlord.head("/nope") shouldBe 404
        }

        test("each error response has a unique request id") {
            landlord.get("/nope").json["request_id"] shouldNotBe
                landlord.get("/nope").json["request_id"]
        }

        test("a malformed request returns Problem Details") {
            Socket(landlord.url.host, landlord.url.port).use { socket ->
                socket.getOutputStream().apply {
                    write(
                        "GET /v1/tenants/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
                            .toByteArray()
                    )
                    flush()
                }
                val answer = socket.getInputStream().readBytes().decodeToString()
                withClue(answer) {
                    answer.substringBefore("\r\n") shouldBe "HTTP/1.1 400 Bad Request"
                    val problem = answer.substringAfter("\r\n\r\n")
                    val json = ObjectMapper().readTree(problem)
                    json["code"].asText() shouldBe "malformed_request"
                }
            }
        }
    })
