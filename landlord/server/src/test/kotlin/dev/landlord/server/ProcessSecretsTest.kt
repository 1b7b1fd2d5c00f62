package dev.landlord.server

import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlin.io.path.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

class ProcessSecretsTest :
    FunSpec({
        test("fault 26: a shell step finds no secret in the environment of any ancestor") {
            val landlord = LandlordOnPath(tempdir().toPath().resolve("empty").createDirectory())
            landlord.environment["LANDLORD_WORKFLOW_RESTATE_API_KEY"] = "s3cret-of-landlord"
            landlord.environment["AWS_SECRET_ACCESS_KEY"] = "s3cret-of-aws"
            val seen = landlord.folder.resolve("seen")
            landlord.folder
                .resolve("spy.yaml")
                .writeText(
                    """
                    steps:
                      - name: spy
                        run: |
                          pid=${'$'}PPID
                          while :; do
                            tr '\0' '\n' < /proc/${'$'}pid/environ >> $seen.part
                            tr '\0' '\n' < /proc/${'$'}pid/cmdline >> $seen.part
                            case ${'$'}(cat /proc/${'$'}pid/comm) in java) break ;; esac
                            pid=${'$'}(awk '/^PPid/ {print ${'$'}2}' /proc/${'$'}pid/status)
                          done
                          mv $seen.part $seen
                    """
                        .trimIndent()
                )
            val serve =
                "exec landlord server --dev --http.port 0 --worker.port 0" +
                    " --workflow.restate.api-key s3cret-of-flags"
            landlord.server(serve).use { server ->
                check(server.hasStarted()) { "${server.lines}" }
                server.awaitReady()
                val api = "landlord --api-url ${server.api} workflow"
                landlord.sh("$api create spy --definition spy.yaml").exit shouldBe 0
                landlord.sh("$api execute spy --input '{}'").exit shouldBe 0
                waitUntil({ "the step has run: ${server.lines}" }) { seen.exists() }
            }
            val text = seen.readText()
            // The step has seen the process: what is no secret is there.
            text shouldContain "PATH="
            text shouldContain "dev.landlord.cli.LandlordCommand"
            text shouldContain "--workflow.restate.api-key"
            text shouldNotContain "s3cret"
        }

        test("fault 26: no process that Landlord started has a secret in its environment") {
            val landlord = LandlordOnPath(tempdir().toPath().resolve("empty").createDirectory())
            val secrets =
                listOf(
                    "LANDLORD_WORKFLOW_RESTATE_API_KEY",
                    "WORKFLOW_RESTATE_API_KEY",
                    "RESTATE_API_KEY",
                    "RESTATE_WORKER__SNAPSHOTS__AWS_SECRET_ACCESS_KEY",
                    "RUST_TOKEN",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "HTTPS_PROXY",
                    "DATABASE_URL",
                )
            secrets.forEach { landlord.environment[it] = "s3cret-of-$it" }
            val seen = landlord.folder.resolve("started")
            val end = landlord.folder.resolve("end")
            landlord.folder
                .resolve("wait.yaml")
                .writeText(
                    "steps: [{name: wait, run: 'touch $seen; while ! test -e $end; do sleep 0.1; done'}]"
                )
            landlord.server("exec landlord server --dev --http.port 0 --worker.port 0").use { server
                ->
                check(server.hasStarted()) { "${server.lines}" }
                server.awaitReady()
                val api = "landlord --api-url ${server.api}"
                val owner = """--config '{"owner": "a@example.com"}' --wait"""
                landlord.sh("$api tenant create acme $owner").exit shouldBe 0
                landlord.sh("$api workflow create wait --definition wait.yaml").exit shouldBe 0
                landlord.sh("$api workflow execute wait --input '{}'").exit shouldBe 0
                waitUntil({ "the step runs: ${server.lines}" }) { seen.exists() }

                val started =
                    server.descendants().associate { "${it.pid()}" to block(it, "cmdline") }
                for (program in listOf("TenantPage", "restate-server", "while ! test -e")) {
                    withClue("$started") { started.values.any { program in it } shouldBe true }
                }
                for (process in server.descendants()) {
                    val leaked = block(process, "environ").lines().filter { "s3cret" in it }
                    withClue(block(process, "cmdline")) { leaked shouldBe listOf() }
                }
                end.writeText("")
            }
        }

        test("overwrites only the values of variables that may be secrets") {
            val block = "PATH=/bin\u0000KEY=a=b\u0000EMPTY=\u0000ODD\u0000".toByteArray()
            ProcessSecrets.hideVariables(block)
            String(block) shouldBe "PATH=/bin\u0000KEY=***\u0000EMPTY=\u0000ODD\u0000"
        }

        test("overwrites only the values of secret flags") {
            val flags =
                "java\u0000--workflow.restate.api_key\u0000abc\u0000--http.port\u00001\u0000" +
                    "--workflow.restate.api-key=abc\u0000"
            val block = flags.toByteArray()
            ProcessSecrets.hideFlags(block)
            String(block) shouldBe flags.replace("abc", "***")
        }
    })

/** The texts of a file of the process in /proc, one a line; empty if the process has ended. */
private fun block(process: ProcessHandle, file: String): String =
    try {
        Path("/proc/${process.pid()}/$file").readText(Charsets.ISO_8859_1).replace('\u0000', '\n')
    } catch (ended: java.io.IOException) {
        ""
    }
