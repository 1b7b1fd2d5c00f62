package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

/** Invalid bodies, on every path. */
class BodyApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        val takers =
            listOf(
                "POST /v1/tenants",
                "PUT /v1/tenants/body-1",
                "PATCH /v1/tenants/body-1",
                "POST /v1/workflows",
                "POST /v1/workflows/body/executions",
                "POST /v1/workflows/body/executions/one/cancel",
                "POST /v1/approvals/body/one/buy/approve",
                "POST /v1/approvals/body/one/buy/reject",
            )

        fun everywhere(body: ByteArray, check: (Answer) -> Unit) {
            for (request in takers) {
                withClue(request) {
                    val (method, path) = request.split(" ")
                    check(landlord.ask(method, path, body))
                }
            }
        }

        test("row 86: refuses a body that is not JSON, with line and column") {
            everywhere("{\n  \"name\": acme\n}".toByteArray()) {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldStartWith
                    "the body is not JSON: line 2, column 15: Unrecognized token 'acme'"
            }
            landlord.post("/v1/tenants", """{"name": "acme"} {}""").let {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldStartWith "the body is not JSON: line 1, column 18: "
            }
            landlord.post("/v1/tenants", """{"name": "a", "name": "b"}""").let {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldStartWith
                    "the body is not JSON: line 1, column 21: Duplicate field 'name'"
            }
            landlord.post("/v1/tenants", "[".repeat(5000)).let {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldStartWith "the body is JSON with more than 64 levels"
            }
        }

        test("refuses a body that is not an object") {
            for (body in listOf("", " ", "null", "[]", "1", "\"acme\"")) {
                everywhere(body.toByteArray()) {
                    it.problem shouldBe (400 to "malformed_request")
                    it.detail shouldBe "the body is not a JSON object; send a JSON object"
                }
            }
        }

        test("refuses a body that is not UTF-8") {
            everywhere("{\"name\": \"m\u00fcller\"}".toByteArray(Charsets.ISO_8859_1)) {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldBe "the body is not UTF-8; send JSON in UTF-8"
            }
        }

        test("does not read the rest of a body that is too large") {
            val limit = 2 * 1024 * 1024
            val body = "{\"name\":\"${"a".repeat(limit - 10)}\"}"
            everywhere(body.toByteArray()) {
                it.problem shouldBe (413 to "body_too_large")
                it.detail shouldBe "the body is larger than 2097152 bytes, which is the maximum"
            }
            landlord.postInChunks("/v1/tenants", body.toByteArray()).problem shouldBe
                (413 to "body_too_large")
            landlord.post("/v1/tenants", body.dropLast(3) + "\"}").problem shouldBe
                (422 to "invalid_request")
        }

        test("refuses an unknown field, and lists the known fields") {
            everywhere("""{"nmae": "acme", "x": 1}""".toByteArray()) {
                it.problem shouldBe (422 to "invalid_request")
                it.detail shouldBe "2 fields are invalid; correct them and try again"
                it.errors.keys shouldBe setOf("nmae", "x")
                it.errors.getValue("x") shouldStartWith "unknown field; expected "
            }
        }
    })
