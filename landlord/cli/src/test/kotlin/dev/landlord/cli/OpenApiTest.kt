package dev.landlord.cli

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe

/** The OpenAPI document is complete, and its examples match its schemas. */
class OpenApiTest :
    FunSpec({
        test("row 86: the document has every method of every path with every status") {
            val contract =
                """
                GET /health 200
                GET /ready 200 503
                GET /openapi.yaml 200
                GET /docs 200
                GET /metrics 200
                POST /v1/tenants 201 400 409 422 503
                GET /v1/tenants 200 422 503
                GET /v1/tenants/{name} 200 404 503
                PUT /v1/tenants/{name} 200 202 400 404 409 412 422 503
                PATCH /v1/tenants/{name} 200 202 400 404 409 412 422 503
                DELETE /v1/tenants/{name} 202 404 409 412 422 503
                POST /v1/tenants/{name}/archive 202 404 409 412 422 503
                GET /v1/tenants/{name}/transitions 200 404 503
                POST /v1/workflows 200 201 400 409 422 503
                GET /v1/workflows 200 503
                GET /v1/workflows/{id} 200 404 503
                DELETE /v1/workflows/{id} 204 409 422 503
                POST /v1/workflows/{id}/executions 200 201 400 404 422 503
                GET /v1/workflows/{id}/executions 200 404 422 503
                GET /v1/workflows/{id}/executions/{execution} 200 404 503
                POST /v1/workflows/{id}/executions/{execution}/cancel 202 400 404 422 503
                GET /v1/approvals 200 404 422 503
                POST /v1/approvals/{workflow_id}/{execution_name}/{approval}/approve 200 400 403 404 409 410 422 503
                POST /v1/approvals/{workflow_id}/{execution_name}/{approval}/reject 200 400 403 404 409 410 422 503
                GET /v1/compute-providers 200
                GET /v1/compute-providers/{name} 200 404
                POST /v1/keys 201 400 409 422
                GET /v1/keys 200
                DELETE /v1/keys/{name} 204 404
                GET /v1/audit 200 422
                GET /v1/audit/export 200 422
                """
            val found =
                OpenApi.operations.map {
                    "${it.method} ${it.template} ${it.responses.keys.sorted().joinToString(" ")}"
                }
            found shouldContainExactlyInAnyOrder contract.trimIndent().lines()
        }

        test("row 86: every error has a code, and every specific code has an example") {
            val codes =
                OpenApi.document.at("/components/schemas/ProblemCode/enum").map { it.asText() }
            codes shouldContainAll
                listOf(
                    "version_required",
                    "unsupported_version",
                    "tenant_exists",
                    "tenant_not_found",
                    "workflow_not_found",
                    "execution_not_found",
                    "already_decided",
                    "approval_not_found",
                    "not_allowed",
                    "too_late",
                )
            val shown =
                OpenApi.operations.flatMap { operation ->
                    operation.responses.filterKeys { it >= 400 }.values.flatMap(::examples)
                }
            val general =
                listOf(
                    "version_required",
                    "unsupported_version",
                    "not_found",
                    "unknown_parameter",
                    "repeated_parameter",
                    "method_not_allowed",
                    "unauthenticated",
                    "forbidden",
                    "identity_provider_unavailable",
                    "store_unavailable",
                    "host_not_allowed",
                    "origin_not_allowed",
                    "unsupported_media_type",
                    "body_too_large",
                    "request_timeout",
                    "too_many_requests",
                    "quota_exceeded",
                    "overloaded",
                    "internal_error",
                )
            (codes - general.toSet()).toSet() shouldBe
                shown.mapNotNull { it["code"]?.asText() }.toSet()
        }

        test("every reference resolves") {
            val references = OpenApi.document.findValuesAsText("\$ref")
            references
                .filter { OpenApi.document.at(it.removePrefix("#")).isMissingNode }
                .shouldBeEmpty()
            val used = references.map { it.removePrefix("#/components/") }.toSet()
            val there =
                OpenApi.document["components"].properties().flatMap { (kind, parts) ->
                    parts.properties().map { (name, _) -> "$kind/$name" }
                }
            there.filter { it !in used && it != "securitySchemes/bearer" }.shouldBeEmpty()
        }

        test("every parameter, request and response has an example that matches its schema") {
            for (operation in OpenApi.operations) {
                withClue(operation.id) {
                    for (parameter in operation.parameters) {
                        OpenApi.problems(parameter["schema"], parameter["example"]).shouldBeEmpty()
                    }
                    val bodies =
                        listOfNotNull(operation.node["requestBody"]) + operation.responses.values
                    for (content in bodies.flatMap { it.path("content").toList() }) {
                        withClue(content.toString()) {
                            val examples = contentExamples(content)
                            examples.isEmpty() shouldBe false
                            examples
                                .flatMap { OpenApi.problems(content["schema"], it) }
                                .shouldBeEmpty()
                        }
                    }
                }
            }
        }

        test("the status in an example of an error is the status of its response") {
            for (operation in OpenApi.operations) {
                for ((status, response) in operation.responses.filterKeys { it >= 400 }) {
                    examples(response)
                        .filter { it.has("code") }
                        .forEach { it["status"].asInt() shouldBe status }
                }
            }
        }
    })

private fun examples(response: JsonNode): List<JsonNode> =
    response.path("content").flatMap(::contentExamples)

private fun contentExamples(content: JsonNode): List<JsonNode> =
    listOfNotNull(content["example"]) +
        content.path("examples").map { OpenApi.resolve(it)["value"] }
