package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeText

class SettingsFileTest :
    FunSpec({
        fun file(text: String, name: String = "config.yaml") =
            tempdir().toPath().resolve(name).apply { writeText(text) }

        /** All that is wrong with a file, with its folder left out. */
        fun refused(text: String, name: String = "config.yaml"): String {
            val file = file(text, name)
            val failure =
                shouldThrow<InvalidConfigException> {
                    LandlordConfig.load(mapOf("config" to "$file"), ProcessEnvironment.none())
                }
            return failure.message!!.removePrefix("invalid configuration:\n").replace("$file", name)
        }

        test("reads values as texts with their lines, and ignores null") {
            val file = file("a:\n  b: 30m\n  c: 007\n  d:\n  e: true\nf: ''\n")
            SettingsFile.read(file) shouldBe
                mapOf(
                    "a.b" to Setting("30m", "$file, line 2"),
                    "a.c" to Setting("007", "$file, line 3"),
                    "a.e" to Setting("true", "$file, line 5"),
                    "f" to Setting("", "$file, line 6"),
                )
        }

        test("an empty file has no settings") {
            SettingsFile.read(file("# nothing\n")) shouldBe mapOf()
            SettingsFile.read(file("", "config.json")) shouldBe mapOf()
        }

        test("row 19: refuses an unknown key, and suggests a similar one") {
            val keys =
                Key.entries
                    .filter { it.path().startsWith("workflow.restate.") }
                    .joinToString { it.field() }
            refused(
                "workflow:\n  restate:\n    auth_token: abc\n    endpiont: http://r:8080\n"
            ) shouldBe
                """
                - restate config: unknown key; expected one of $keys in workflow.restate (workflow.restate.auth_token, from config.yaml, line 3)
                - restate config: unknown key; did you mean workflow.restate.endpoint? (workflow.restate.endpiont, from config.yaml, line 4)
                """
                    .trimIndent()
        }

        test("refuses an unknown flag") {
            shouldThrow<InvalidConfigException> { config("http.prot" to "1") }.message shouldBe
                "invalid configuration:\n- unknown key; did you mean http.port?" +
                    " (http.prot, from the flag --http.prot)"
        }

        test("refuses a value instead of a block") {
            refused("workflow:\n  restate: http://localhost:8080\n") shouldBe
                "- expected keys below workflow.restate, found a value" +
                    " (workflow.restate, from config.yaml, line 2)"
        }

        test("refuses a block instead of a value") {
            refused("http:\n  port:\n    number: 1\n") shouldBe
                "- expected a value for http.port, found keys below it (http.port.number, from config.yaml, line 3)"
        }

        test("refuses a list") {
            refused("http:\n  port: [1, 2]\n") shouldBe
                "- expected one value for http.port, found a list (config, from config.yaml, line 2)"
        }

        test("refuses a duplicate key") {
            refused("http:\n  port: 1\n  port: 2\n") shouldBe
                "- cannot be read: Duplicate field 'port' (config, from config.yaml, line 3)"
        }

        test("refuses invalid YAML and JSON, with the line") {
            refused("http:\n\tport: 1\n") shouldBe
                "- cannot be read: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)" +
                    " (config, from config.yaml, line 2)"
            refused("{\n\"http\": }", "config.json") shouldBe
                "- cannot be read: Unexpected character ('}' (code 125)): expected a value" +
                    " (config, from config.json, line 2)"
            refused("just words\n") shouldBe
                "- expected blocks of keys (config, from config.yaml, line 1)"
        }
    })
