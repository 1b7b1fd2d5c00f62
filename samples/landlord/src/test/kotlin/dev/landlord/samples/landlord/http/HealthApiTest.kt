package dev.landlord.samples.landlord.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.net.Socket

/** Health, the document, and what stands in no path. */
class HealthApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        test("row 86: health and readiness") {
            landlord.get("/health").text shouldBe """{"status":"ok"}"""
            landlord.get("/ready").text shouldBe """{"status":"ready"}"""
        }

        test("the document that is served is the one of the source") {
            val served = landlord.get("/openapi.yaml")
            served.status shouldBe 200
            served.text shouldBe
                HealthApiTest::class
                    .java
                    .getResourceAsStream("/openapi.yaml")!!
                    .readBytes()
                    .decodeToString()
        }

        test("row 86: a path without a version, or with another one, is told which to use") {
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

        test("what is not there is told") {
            for (path in listOf("/", "/v1", "/v1/nope", "/v1/tenants/a/b", "/v1//tenants")) {
                withClue(path) {
                    landlord.get(path).let {
                        it.problem shouldBe (404 to "not_found")
                        it.detail shouldBe "there is no $path; /openapi.yaml tells what there is"
                    }
                }
            }
        }

        test("a method that a path does not have is refused with those it has") {
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

        test("what has a GET has a HEAD, which says the same of what is not there") {
            landlord.head("/health") shouldBe 200
            landlord.head("/v1/tenants") shouldBe 200
            landlord.head("/v1/tenants/nobody-is-called-so") shouldBe 404
            landlord.head("/v1/tenants/nobody/archive") shouldBe 405
            landlord.head("/nope") shouldBe 404
        }

        test("each problem has an id of its own") {
            landlord.get("/nope").json["request_id"] shouldNotBe
                landlord.get("/nope").json["request_id"]
        }

        test("what is not HTTP enough for a route is told as any other problem") {
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
