package dev.landlord.samples.landlord.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

/** Bodies that are not what they should be, wherever they are sent. */
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

        test("row 86: what is not JSON is refused with the line and the column") {
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

        test("what is not an object is refused") {
            for (body in listOf("", " ", "null", "[]", "1", "\"acme\"")) {
                everywhere(body.toByteArray()) {
                    it.problem shouldBe (400 to "malformed_request")
                    it.detail shouldBe "the body is not a JSON object, as is expected"
                }
            }
        }

        test("what is not UTF-8 is refused, and not kept with question marks in it") {
            everywhere("{\"name\": \"m\u00fcller\"}".toByteArray(Charsets.ISO_8859_1)) {
                it.problem shouldBe (400 to "malformed_request")
                it.detail shouldBe "the body is not UTF-8, as is expected"
            }
        }

        test("what is larger than anything that can be meant is not read to its end") {
            val limit = 2 * 1024 * 1024
            val body = "{\"name\":\"${"a".repeat(limit - 10)}\"}"
            everywhere(body.toByteArray()) {
                it.problem shouldBe (413 to "body_too_large")
                it.detail shouldBe "the body is larger than 2097152 bytes, which is what is read"
            }
            landlord.postInChunks("/v1/tenants", body.toByteArray()).problem shouldBe
                (413 to "body_too_large")
            landlord.post("/v1/tenants", body.dropLast(3) + "\"}").problem shouldBe
                (422 to "invalid_request")
        }

        test("a field that there is not is refused with those there are") {
            everywhere("""{"nmae": "acme", "x": 1}""".toByteArray()) {
                it.problem shouldBe (422 to "invalid_request")
                it.detail shouldBe "2 fields are wrong; correct them and try again"
                it.errors.keys shouldBe setOf("nmae", "x")
                it.errors.getValue("x") shouldStartWith "there is no such field; expected "
            }
        }
    })
