package dev.landlord.samples.tenant

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.paths.shouldNotExist
import io.kotest.matchers.shouldBe
import java.net.InetAddress
import java.net.ServerSocket
import kotlin.io.path.Path
import kotlin.io.path.writeText

/** Wrong input gets one clear line and a non-zero exit, and leaves nothing behind. */
class WrongInputTest :
    FunSpec({
        val folder = tempdir().toPath()
        val root = folder.resolve("tenants")

        fun refused(exit: Int, message: String, vararg arguments: String) {
            val terminal = Terminal(*arguments, "--root", root.toString())
            terminal.err shouldBe "tenant: $message\n"
            terminal.out shouldBe ""
            terminal.exit shouldBe exit
            root.shouldNotExist()
        }

        fun file(text: String) = folder.resolve("request.json").apply { writeText(text) }.toString()

        test("refuses a missing field") {
            val file = file("""{"tenant": "acme"}""")
            refused(2, "$file: missing field \"owner\"", "provision", "--file", file)
        }

        test("refuses a wrong type") {
            val file = file("""{"tenant": 7, "owner": "owner@acme.example"}""")
            refused(
                2,
                "$file: field \"tenant\": expected a string, found 7",
                "provision",
                "--file",
                file,
            )
        }

        test("refuses an unknown field") {
            val file = file("""{"tenant": "acme", "owner": "a@b.example", "size": "xl"}""")
            refused(
                2,
                "$file: unknown field \"size\"; expected tenant, owner and plan",
                "provision",
                "--file",
                file,
            )
        }

        test("refuses a value that is not an object") {
            val file = file("[1]")
            refused(2, "$file: expected a JSON object, found [1]", "provision", "--file", file)
        }

        test("refuses malformed JSON") {
            val file = file("{\n\"tenant\": acme}")
            refused(
                2,
                "$file: expected JSON, found at line 2: Unrecognized token 'acme': was expecting " +
                    "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "provision",
                "--file",
                file,
            )
        }

        test("refuses an invalid tenant name") {
            refused(
                2,
                "tenant \"../acme\": expected 1 to 40 lower-case letters, digits and '-', starting with a letter",
                "provision",
                "../acme",
                "--owner",
                "owner@acme.example",
            )
        }

        test("refuses an invalid owner and plan") {
            refused(
                2,
                "owner \"nobody\": expected a mail address such as owner@acme.example",
                "provision",
                "acme",
                "--owner",
                "nobody",
            )
            refused(
                2,
                "plan \"huge\": expected one of small, medium, large",
                "provision",
                "acme",
                "--owner",
                "owner@acme.example",
                "--plan",
                "huge",
            )
        }

        test("refuses an unreadable file") {
            val missing = folder.resolve("missing.json").toString()
            refused(2, "cannot read $missing: expected a JSON file", "provision", "--file", missing)
            refused(
                2,
                "cannot read $folder: expected a JSON file",
                "provision",
                "--file",
                folder.toString(),
            )
        }

        test("refuses both a file and options, or neither") {
            refused(
                2,
                "expected either --file or a tenant with its options, found both",
                "provision",
                "acme",
                "--file",
                file("{}"),
            )
            refused(
                2,
                "expected a tenant and its owner, such as: provision acme --owner owner@acme.example; " +
                    "or --file request.json",
                "provision",
            )
        }

        test("refuses an unknown step in --fail-at") {
            refused(
                2,
                "--fail-at \"lunch\": expected one of create directory, create database, start page, " +
                    "check health, register",
                "provision",
                "acme",
                "--owner",
                "owner@acme.example",
                "--fail-at",
                "lunch",
            )
        }

        test("reports a port in use") {
            ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { taken ->
                refused(
                    1,
                    "[LW122] port ${taken.localPort} on 127.0.0.1: expected a free port " +
                        "of an address of this machine, found that the system refuses it: Address " +
                        "already in use. Stop the process that listens there, or choose another port " +
                        "(0 is any free one).",
                    "serve",
                    "--port",
                    taken.localPort.toString(),
                )
            }
        }

        test("refuses a port out of range") {
            refused(
                2,
                "[LW121] port(70000): expected 0 to 65535. Use 0 for any free port.",
                "serve",
                "--port",
                "70000",
            )
        }

        test("reports an unreachable server") {
            refused(
                1,
                "Restate does not answer at http://127.0.0.1:1/; is restate-server running?",
                "provision",
                "acme",
                "--owner",
                "owner@acme.example",
                "--ingress",
                "http://127.0.0.1:1",
                "--admin",
                "http://127.0.0.1:1",
            )
        }

        test("refuses an invalid URL") {
            refused(
                2,
                "--ingress nonsense: expected a URL such as http://localhost:8080",
                "provision",
                "acme",
                "--owner",
                "owner@acme.example",
                "--ingress",
                "nonsense",
            )
            refused(
                2,
                "[LW126] register(nonsense): expected an http URL. Pass a URL such as " +
                    "http://localhost:9070.",
                "serve",
                "--admin",
                "nonsense",
            )
        }

        test("refuses an unknown tenant") {
            refused(2, "there is no tenant \"acme\"; see tenant list", "remove", "acme")
        }

        test("refuses an unknown option, command and value") {
            refused(2, "Unknown option: '--colour' (see tenant list --help)", "list", "--colour")
            refused(2, "Unmatched argument at index 0: 'destroy' (see tenant --help)", "destroy")
            refused(
                2,
                "Invalid value for option '--port': 'http' is not an int (see tenant serve --help)",
                "serve",
                "--port",
                "http",
            )
            refused(
                2,
                "expected a command: demo, provision, list, remove or serve (see tenant --help)",
            )
        }

        test("help lists every command, with exit code 0") {
            val help = Terminal("--help")
            help.exit shouldBe 0
            listOf("demo", "provision", "list", "remove", "serve").all { it in help.out } shouldBe
                true
            Path("tenants").shouldNotExist()
        }
    })
