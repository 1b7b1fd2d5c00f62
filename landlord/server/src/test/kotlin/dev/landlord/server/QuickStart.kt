package dev.landlord.server

import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import dev.landlord.cli.ServerProcess
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import kotlin.io.path.writeText

/** The commands of the quick start, and their output. */
class QuickStart(val landlord: LandlordOnPath) {
    /** The ports of the page, if they are free. */
    private val httpPort = freePort(8081)
    private val workerPort = freePort(9080)

    init {
        landlord.environment["LANDLORD_CLI_API_URL"] = "http://localhost:$httpPort"
        // The page says nothing of the ports of Landlord itself.
        if (httpPort != 8081) landlord.environment["LANDLORD_HTTP_PORT"] = "$httpPort"
        if (workerPort != 9080) landlord.environment["LANDLORD_WORKER_PORT"] = "$workerPort"
        landlord.folder
            .resolve("workflow.yaml")
            .writeText(
                """
                workflows:
                  - id: hello-world
                    definition: echo "Hello, Restate!"
                """
                    .trimIndent()
            )
    }

    /** Section 2, in a file. */
    fun writeConfig(restatePort: Int = 8080, adminPort: Int = 9070, provider: String = "restate") {
        if (adminPort != 9070) {
            landlord.environment["LANDLORD_WORKFLOW_RESTATE_ADMIN_ENDPOINT"] =
                "http://localhost:$adminPort"
        }
        landlord.folder
            .resolve("config.yaml")
            .writeText(
                """
                workflow:
                  default_provider: "$provider"
                  restate:
                    endpoint: "http://localhost:$restatePort"
                    execution_mechanism: "local"
                    auth_type: "none"
                    timeout: 30m
                    retry_attempts: 3
                """
                    .trimIndent()
            )
    }

    /** Section 2 in the environment, and section 3. */
    fun exportAndServe(restatePort: Int): ServerProcess =
        started(
            """
            export LANDLORD_WORKFLOW_DEFAULT_PROVIDER=restate
            export LANDLORD_WORKFLOW_RESTATE_ENDPOINT=http://localhost:$restatePort
            export LANDLORD_WORKFLOW_RESTATE_EXECUTION_MECHANISM=local
            export LANDLORD_WORKFLOW_RESTATE_AUTH_TYPE=none
            landlord server
            """
                .trimIndent()
        )

    /** Section 3. */
    fun serve(options: String = ""): ServerProcess = started("landlord server$options")

    private fun started(typed: String): ServerProcess =
        landlord.server(typed).also { server ->
            check(server.hasStarted()) { "it does not start: ${server.lines}" }
        }

    /** Section 4, the first command. */
    fun create(): LandlordOnPath.Ran =
        landlord.sh(
            """
            landlord workflow create my-workflow \
              --definition "workflow.yaml"
            """
                .trimIndent()
        )

    /** The second command. */
    fun execute(): LandlordOnPath.Ran =
        landlord.sh(
            """
            landlord workflow execute my-workflow \
              --input '{"key": "value"}'
            """
                .trimIndent()
        )

    /** The third command. */
    fun status(): LandlordOnPath.Ran = landlord.sh("landlord workflow status my-workflow")

    /** The commands of section 4, for a new or an existing workflow. */
    fun createAndExecute(created: String = "created") {
        create() shouldBe
            LandlordOnPath.Ran(0, "$created workflow my-workflow, service MyWorkflow\n", "")
        executeAndSee()
    }

    /** Starts an execution, waits until it has succeeded, and returns its name. */
    fun executeAndSee(): String {
        val (exit, out, err) = execute()
        err shouldBe ""
        exit shouldBe 0
        out shouldMatch
            Regex(
                "started my-workflow/($NAME), inv_\\w+\n" +
                    "see: landlord workflow status my-workflow \\1\n"
            )
        val name = out.substringAfter('/').substringBefore(',')
        var seen = status()
        waitUntil({ "the execution ends: $seen" }) {
            seen = status()
            "status     running" !in seen.out && "status     pending" !in seen.out
        }
        seen.err shouldBe ""
        seen.exit shouldBe 0
        seen.out.lines().slice(1..4).joinToString("\n") shouldMatch
            "execution  $name\nid         inv_\\w+\nstatus     succeeded\nsub-state  succeeded"
        seen.out.lines().dropLast(1).last() shouldBe
            "output: {\"steps\":{\"my-workflow\":\"Hello, Restate!\"}}"
        return name
    }

    private companion object {
        const val NAME = "[0-9a-f-]{36}"
    }
}
