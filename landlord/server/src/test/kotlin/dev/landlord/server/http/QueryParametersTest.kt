package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

/** Query parameters that a path does not have, or that are given too often. */
class QueryParametersTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun OpenApi.Operation.query(): List<JsonNode> = parameters.filter {
            it["in"].asText() == "query"
        }

        test("every path refuses an unknown parameter, and names those that openapi.yaml has") {
            for (operation in OpenApi.operations) {
                withClue(operation.id) {
                    val refused = landlord.ask(operation.method, "${operation.path}?lable=team")
                    refused.problem shouldBe (400 to "unknown_parameter")
                    val (message, names) = refused.detail.split("; it has ")
                    message shouldBe
                        "${operation.method} ${operation.path} has no query parameter \"lable\""
                    names.split(", ").toSet() shouldBe
                        operation
                            .query()
                            .map { it["name"].asText() }
                            .toSet()
                            .ifEmpty {
                                setOf("none")
                            }
                }
            }
        }

        test("a refused request has no effect") {
            landlord
                .post("/v1/tenants?dry_run=true", """{"name":"no-effect","desired_config":{}}""")
                .problem shouldBe (400 to "unknown_parameter")
            landlord.get("/v1/tenants/no-effect").status shouldBe 404
        }

        test("names all unknown parameters, and shortens long ones") {
            landlord.get("/health?b=1&a=2").detail shouldBe
                "GET /health has no query parameter \"b\", \"a\"; it has none"
            landlord.get("/health?${"x".repeat(100)}=1").detail shouldBe
                "GET /health has no query parameter \"${"x".repeat(60)}…\"; it has none"
            landlord.head("/v1/tenants?lable=x") shouldBe 400
            landlord.head("/v1/tenants?limit=1") shouldBe 200
        }

        test("a query without a parameter is accepted") {
            for (query in listOf("?", "?limit=1&", "?&")) {
                landlord.get("/v1/tenants$query").status shouldBe 200
            }
        }

        test("only a repeatable parameter may be given twice") {
            for (operation in OpenApi.operations) {
                for (parameter in operation.query()) {
                    val name = parameter["name"].asText()
                    val isList = parameter["schema"].path("type").asText() == "array"
                    val isRepeatable = isList && parameter["explode"].asBoolean()
                    withClue("${operation.id} $name") {
                        val twice = "${operation.path}?$name=1&$name=1"
                        val answer = landlord.ask(operation.method, twice)
                        if (isRepeatable) {
                            answer.status shouldNotBe 400
                        } else {
                            answer.problem shouldBe (400 to "repeated_parameter")
                            answer.detail shouldBe
                                "the query parameter \"$name\" is given 2 times; give it once" +
                                    if (isList) ", with commas between its values" else ""
                        }
                    }
                }
            }
        }

        test("a user without the role does not learn the parameters of a path") {
            landlord.user("val", "viewer").ask("DELETE", "/v1/tenants/acme?x=1").problem shouldBe
                (403 to "forbidden")
        }
    })
