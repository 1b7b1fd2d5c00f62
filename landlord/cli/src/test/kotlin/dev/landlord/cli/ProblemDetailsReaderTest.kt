package dev.landlord.cli

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeText

/** The output and the exit code of a command after an error response. */
class ProblemDetailsReaderTest :
    FunSpec({
        val folder = tempdir().toPath()
        folder.resolve("workflow.yaml").writeText("steps: []\n")

        test("every operation of the API has a command, except those for operators") {
            val others = setOf("getHealth", "getReady", "getOpenApi", "getDocs", "getMetrics")
            apiCommands.keys shouldBe OpenApi.operations.map { it.id }.toSet() - others
        }

        for ((id, arguments) in apiCommands) {
            test("$id: prints the error line by line, and has its exit code") {
                val operation = OpenApi.operation(id)
                for ((status, response) in operation.responses.filterKeys { it >= 400 }) {
                    for (example in response.at("/content/application~1problem+json/examples")) {
                        val problem = OpenApi.resolve(example)["value"]
                        withClue(problem) {
                            StubLandlord().use { landlord ->
                                landlord.answers(
                                    "${operation.method} ${operation.path}",
                                    status,
                                    problem,
                                )
                                val terminal =
                                    landlord.run(*arguments.toTypedArray(), directory = folder)
                                terminal.out shouldBe ""
                                terminal.err shouldBe told(problem)
                                terminal.exit shouldBe exit(status)
                            }
                        }
                    }
                }
            }
        }

        test("row 39: prints that a workflow is not registered yet, and to try again") {
            StubLandlord().use { landlord ->
                val problem = OpenApi.example("WorkflowNotRegistered")
                landlord.answers("POST /v1/workflows/my-workflow/executions", 503, problem)
                val terminal = landlord.run("workflow", "execute", "my-workflow", "--input", "{}")
                terminal.err shouldBe
                    """
                    landlord: workflow not found: workflow service TenantProvisioning not registered yet; retry after startup
                      status: 503 Service Unavailable
                      code: workflow_not_found
                      request id: 01JD3Z
                      try: the same command again in a moment

                    """
                        .trimIndent()
                terminal.exit shouldBe 3
            }
        }

        test("prints invalid fields first, each with its message") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/tenants", 422, OpenApi.example("InvalidRequest"))
                val terminal = landlord.run("tenant", "create", "acme", "--config", "plan: huge")
                terminal.err shouldBe
                    """
                    landlord: One field is invalid; correct it and try again.
                      desired_config.plan: expected small, medium or large, found "huge"
                      status: 422 Unprocessable Entity
                      code: invalid_request
                      request id: 01JD3Z

                    """
                        .trimIndent()
                terminal.exit shouldBe 2
            }
        }

        test("removes control characters from responses") {
            StubLandlord().use { landlord ->
                val problem =
                    OpenApi.example("TenantNotFound")
                        .put("detail", "no \u001b[31mtenant\nhere\u0007")
                landlord.answers("GET /v1/tenants/acme", 404, problem)
                landlord.run("tenant", "get", "acme").err.lines()[0] shouldBe
                    "landlord: no [31mtenant here"
            }
        }
    })

private fun exit(status: Int) =
    when (status) {
        400,
        422 -> 2
        503 -> 3
        else -> 1
    }

private fun told(problem: JsonNode): String {
    val code = problem["code"].asText()
    val advice =
        when {
            problem["status"].asInt() == 503 -> "the same command again in a moment"
            code == "tenant_not_found" -> "landlord tenant list --include-deleted"
            code == "workflow_not_found" -> "landlord workflow list"
            code == "workflow_in_use" -> "landlord workflow delete WORKFLOW --force"
            code == "execution_not_found" -> "landlord workflow executions WORKFLOW"
            code in setOf("approval_not_found", "already_decided", "too_late") ->
                "landlord approvals list"
            code == "compute_provider_not_found" -> "landlord compute"
            code in setOf("key_exists", "key_not_found") -> "landlord key list"
            else -> null
        }
    val lines =
        listOf("landlord: ${problem["detail"].asText()}") +
            problem.path("errors").map { "  ${it["field"].asText()}: ${it["message"].asText()}" } +
            "  status: ${problem["status"]} ${problem["title"].asText()}" +
            "  code: $code" +
            "  request id: 01JD3Z" +
            listOfNotNull(advice?.let { "  try: $it" })
    return lines.joinToString("\n", postfix = "\n")
}
