package dev.landlord.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** Each invalid input file has an error of one line. */
class InputLimitsTest :
    FunSpec({
        val folder = tempdir().toPath()

        /** All options that read the file, with their commands. */
        fun inputs(file: String) =
            listOf(
                listOf("workflow", "create", "w", "--definition", file),
                listOf("workflow", "execute", "w", "--input", "@$file"),
                listOf("approvals", "approve", "w", "e", "a", "--value", "@$file"),
                listOf("tenant", "create", "t", "--config", file),
                listOf("tenant", "create", "t", "--config", "@$file"),
                listOf("tenant", "set", "t", "--config", file),
            )

        fun refused(words: List<String>, directory: Path = folder): String {
            val terminal =
                Terminal(
                    *words.toTypedArray(),
                    "--api-url",
                    "http://127.0.0.1:1",
                    directory = directory,
                )
            withClue("$words: ${terminal.err.take(300)}") {
                terminal.exit shouldBe 2
                terminal.out shouldBe ""
                terminal.err shouldStartWith "landlord: "
                terminal.err.trimEnd().lines().size shouldBe 1
                for (inside in
                    listOf(
                        "Exception",
                        "Error",
                        "\tat ",
                        "com.fasterxml",
                        "dev.landlord",
                        "StreamRead",
                    )) {
                    terminal.err.replace("$folder", "") shouldNotContain inside
                }
            }
            return terminal.err
        }

        val deep =
            listOf(1_001, 5_000, 100_000).flatMap { depth ->
                listOf(
                    "flow-$depth" to "{a: " + "[".repeat(depth) + "]".repeat(depth) + "}",
                    "json-$depth" to "{\"a\":".repeat(depth) + "1" + "}".repeat(depth),
                )
            } + ("block-1500" to (0..1_500).joinToString("") { " ".repeat(it) + "a:\n" })

        for ((name, text) in deep) {
            test("fault 33: refuses input that is nested too deeply: $name") {
                folder.resolve(name).writeText(text)
                for (words in inputs(name)) refused(words) shouldContain "$folder/$name: expected "
                refused(listOf("tenant", "create", "t", "--config", text))
                refused(listOf("workflow", "execute", "w", "--input", text))
                folder.resolve("landlord-cli.yaml").writeText(text)
                val terminal = Terminal("tenant", "list", directory = folder)
                folder.resolve("landlord-cli.yaml").toFile().delete()
                terminal.exit shouldBe 2
                terminal.err.lines().size shouldBe 2
            }
        }

        test("fault 33: stops reading an endless file at the limit") {
            for (file in listOf("/dev/zero", "/dev/urandom")) {
                for (words in inputs(file)) {
                    refused(words) shouldContain
                        "cannot read $file: expected a text file, found more than 2097152 bytes"
                }
            }
            folder
                .resolve("big.yaml")
                .writeBytes(ByteArray(2 * 1024 * 1024 + 1) { ' '.code.toByte() })
            for (words in inputs("big.yaml")) refused(words) shouldContain
                "found more than 2097152 bytes"
        }

        test("fault 33: refuses invalid YAML with a reason") {
            val texts =
                listOf(
                    "\u0000",
                    "\u0001a: b",
                    "%YAML 9.9\n---\na: b",
                    "a: !!binary x\n- b",
                    "? [a]\n: b",
                    "&a *a",
                    "a:\tb: c",
                    "\uFEFF- a",
                    "a: |\n\t b",
                    "{a: }}",
                    "---\n---\n",
                )
            for (text in texts) {
                folder.resolve("odd.yaml").writeText(text)
                refused(listOf("workflow", "create", "w", "--definition", "odd.yaml"))
                refused(listOf("tenant", "create", "t", "--config", "odd.yaml"))
            }
        }

        test("fault 33: accepts @ before every file name, unless a file with @ exists") {
            folder.resolve("acme.yaml").writeText("plan: small\n")
            folder.resolve("w.yaml").writeText("steps: []\n")
            folder.resolve("@odd.yaml").writeText("plan: odd\n")
            StubLandlord().use { landlord ->
                val tenant = dev.landlord.api.OpenApi.example("RequestedTenant")
                landlord.answers("POST /v1/tenants", 201, tenant)
                for ((file, plan) in
                    mapOf("@acme.yaml" to "small", "acme.yaml" to "small", "@odd.yaml" to "odd")) {
                    landlord
                        .run("tenant", "create", "acme", "--config", file, directory = folder)
                        .exit shouldBe 0
                    landlord.requests.last() shouldContain "\"plan\":\"$plan\""
                }
                landlord.answers(
                    "POST /v1/workflows",
                    201,
                    dev.landlord.api.OpenApi.example("Workflow"),
                )
                landlord
                    .run("workflow", "create", "w", "--definition", "@w.yaml", directory = folder)
                    .exit shouldBe 0
            }
            val conf = folder.resolve("conf").createDirectories()
            conf.resolve("config.yaml").writeText("log_level: info\n")
            var named: String? = null
            Terminal(
                "server",
                "--config",
                "@config.yaml",
                directory = conf,
                server = { file, _, _ ->
                    named = "${file.get()}"
                    throw java.io.IOException("enough")
                },
            )
            named shouldBe "$conf/config.yaml"
        }
    })
