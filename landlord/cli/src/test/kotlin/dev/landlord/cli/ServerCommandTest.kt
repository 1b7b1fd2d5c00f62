package dev.landlord.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.io.IOException
import java.nio.file.Path
import java.util.Optional
import kotlin.io.path.writeText

/** Row 93: `landlord server`. */
class ServerCommandTest :
    FunSpec({
        class Asked(val config: Optional<Path>, val flags: Map<String, String>, val dev: Boolean)

        val folder = tempdir().toPath()
        folder.resolve("config.yaml").writeText("workflow: {}\n")

        /** The arguments of the server's start, if it was started. */
        fun asked(vararg arguments: String): Pair<Terminal, Asked?> {
            var asked: Asked? = null
            val terminal =
                Terminal(
                    "server",
                    *arguments,
                    directory = folder,
                    server = { config, flags, dev ->
                        asked = Asked(config, flags, dev)
                        throw IOException(
                            "port 8081 is taken; stop what listens there\nor choose another"
                        )
                    },
                )
            return terminal to asked
        }

        test("row 25: every setting is a flag, with - or _, and with a space or =") {
            val (_, asked) =
                asked(
                    *"--workflow.default-provider restate --workflow.restate.endpoint=http://localhost:8080?a=b"
                        .split(" ")
                        .toTypedArray(),
                    *"--workflow.restate.retry_attempts -1 --http.port 0".split(" ").toTypedArray(),
                )
            asked!!.flags shouldBe
                mapOf(
                    "workflow.default_provider" to "restate",
                    "workflow.restate.endpoint" to "http://localhost:8080?a=b",
                    "workflow.restate.retry_attempts" to "-1",
                    "http.port" to "0",
                )
            asked.config shouldBe Optional.empty()
            asked.dev shouldBe false
        }

        test("row 27: --config and --dev are accepted at any position") {
            val (_, asked) = asked("--dev", "--http.port", "0", "--config", "config.yaml")
            asked!!.config shouldBe Optional.of(folder.resolve("config.yaml"))
            asked.flags shouldBe mapOf("http.port" to "0")
            asked.dev shouldBe true
        }

        test("fault 21: --worker.insecure needs no value") {
            fun flags(arguments: String) =
                asked(*arguments.split(" ").toTypedArray()).second!!.flags
            flags("--worker.insecure --http.host 0.0.0.0") shouldBe
                mapOf("worker.insecure" to "true", "http.host" to "0.0.0.0")
            flags("--worker.insecure") shouldBe mapOf("worker.insecure" to "true")
            flags("--worker.insecure false --http.port 0") shouldBe
                mapOf("worker.insecure" to "false", "http.port" to "0")
            flags("--worker.insecure=true") shouldBe mapOf("worker.insecure" to "true")
        }

        test("refuses invalid input before the start, without printing values") {
            fun refused(message: String, vararg arguments: String) {
                val (terminal, asked) = asked(*arguments)
                terminal.err shouldBe "landlord: $message\n"
                terminal.exit shouldBe 2
                asked shouldBe null
            }
            val noValue = "has no value; expected one after it, or after = if it begins with --"
            refused("setting workflow.restate.api_key $noValue", "--workflow.restate.api-key")
            refused("setting a.b $noValue", "--a.b", "--c.d", "1")
            refused(
                "setting a.b_c is set twice; expected it once",
                "--a.b-c=s3cret",
                "--a.b_c=s3cret",
            )
            val expected = "expected a setting such as --workflow.default-provider restate"
            refused("unknown option or argument \"--port\"; $expected", "--port=s3cret")
            refused("unknown option or argument \"now\"; $expected", "now")
            refused(
                "unknown option or argument \"-workflow.restate.api-key\"; $expected",
                "-workflow.restate.api-key",
                "x",
            )
            refused(
                "cannot read $folder/none.yaml: expected a configuration in YAML or JSON",
                "--config",
                "none.yaml",
            )
        }

        test("prints why Landlord cannot start, without printing settings") {
            val (terminal, _) = asked("--workflow.restate.api-key", "s3cret")
            terminal.out shouldBe "starting Landlord\n"
            terminal.err shouldBe
                "landlord: port 8081 is taken; stop what listens there\n  or choose another\n"
            terminal.exit shouldBe 1
            terminal.out + terminal.err shouldNotContain "s3cret"
        }

        test("row 33: an invalid configuration has exit code 2") {
            val terminal =
                Terminal(
                    "server",
                    server = { _, _, _ ->
                        throw IllegalArgumentException("timeout must be positive")
                    },
                )
            terminal.err shouldBe "landlord: timeout must be positive\n"
            terminal.exit shouldBe 2
        }

        for ((signal, exit) in listOf("TERM" to 143, "INT" to 130)) {
            test("row 93: prints its addresses, and stops cleanly on SIG$signal") {
                LandlordProcess(listOf("server", "--dev")).use { landlord ->
                    List(4) { landlord.lines.readLine() } shouldBe
                        listOf(
                            "starting Landlord for development",
                            "  HTTP API: http://127.0.0.1:8081",
                            "  Restate: http://127.0.0.1:8080",
                            "Landlord runs; stop it with Ctrl-C",
                        )
                    landlord.signal(signal) shouldBe exit
                    landlord.lines.readLines() shouldBe
                        listOf("stopping Landlord", "closed", "stopped")
                }
            }
        }
    })
