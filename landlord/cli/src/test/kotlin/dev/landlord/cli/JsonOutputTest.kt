package dev.landlord.cli

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeText

/** With `--output json` a command prints exactly the response. */
class JsonOutputTest :
    FunSpec({
        val folder = tempdir().toPath()
        folder.resolve("workflow.yaml").writeText("steps: []\n")

        // The export is JSON lines, whatever --output is.
        for ((id, arguments) in apiCommands - "exportAudit") {
            test("$id: prints the response unchanged") {
                val operation = OpenApi.operation(id)
                for ((status, response) in operation.responses.filterKeys { it < 400 }) {
                    val examples = response.at("/content/application~1json/examples")
                    for (answer in
                        examples.map { OpenApi.resolve(it)["value"] }.ifEmpty { listOf(null) }) {
                        withClue(answer) {
                            StubLandlord().use { landlord ->
                                landlord.answers(
                                    "${operation.method} ${operation.path}",
                                    status,
                                    answer,
                                )
                                val command = arguments + listOf("--output", "json")
                                val terminal =
                                    landlord.run(*command.toTypedArray(), directory = folder)
                                terminal.err shouldBe ""
                                terminal.exit shouldBe 0
                                if (answer == null) terminal.out shouldBe ""
                                else
                                    ObjectMapper().readTree(terminal.out).toString() shouldBe
                                        "$answer"
                            }
                        }
                    }
                }
            }
        }

        test("JSON output is indented, keeps all digits, and hides nothing") {
            StubLandlord().use { landlord ->
                val provider =
                    Json.read(
                        """{"name":"local","description":"","default":true,"config":[],"token":"t","price":1.10,"n":12345678901234567890123}"""
                    )
                landlord.answers("GET /v1/compute-providers/local", 200, provider)
                landlord.run("compute", "--provider", "local", "--output", "JSON").out shouldBe
                    """
                    {
                      "name": "local",
                      "description": "",
                      "default": true,
                      "config": [],
                      "token": "t",
                      "price": 1.10,
                      "n": 12345678901234567890123
                    }

                    """
                        .trimIndent()
            }
        }
    })
