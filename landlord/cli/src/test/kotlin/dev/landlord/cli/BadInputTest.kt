package dev.landlord.cli

import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** Bad input gets one clear line and exit code 2, and nothing is sent. */
class BadInputTest :
    FunSpec({
        val folder = tempdir().toPath()

        fun refused(message: String, vararg arguments: String) {
            StubLandlord().use { landlord ->
                val terminal = landlord.run(*arguments, directory = folder)
                terminal.err shouldBe "landlord: $message\n"
                terminal.out shouldBe ""
                terminal.exit shouldBe 2
                landlord.requests.shouldBeEmpty()
            }
        }

        fun input(message: String, input: String) =
            refused(message, "workflow", "execute", "my-workflow", "--input", input)

        fun definition(message: String, text: String) {
            folder.resolve("bad.yaml").writeText(text)
            refused(
                "$folder/bad.yaml: $message",
                "workflow",
                "create",
                "my-workflow",
                "--definition",
                "bad.yaml",
            )
        }

        test("refuses an input that is not JSON") {
            input("--input: expected JSON, found nothing", "")
            input("--input: expected one value in JSON, found more after it", "{} {}")
            input(
                "--input: expected JSON, found at line 1, column 2: Unexpected character ('k' (code 107)): was " +
                    "expecting double-quote to start field name",
                "{key: 1}",
            )
            input(
                "--input: expected JSON, found at line 1, column 13: Duplicate field 'a'",
                """{"a": 1, "a": 2}""",
            )
            refused(
                "--value: expected JSON, found at line 1, column 4: Unrecognized token 'yes': was expecting (JSON " +
                    "String, Number, Array, Object or token 'null', 'true' or 'false')",
                *"approvals approve w e a --value".split(" ").toTypedArray(),
                "yes",
            )
        }

        test("refuses a file that cannot be read") {
            input(
                "cannot read $folder/none.json: expected a text file, found nothing",
                "@none.json",
            )
            input("cannot read $folder/.: expected a text file, found a directory", "@.")
            folder.resolve("image.png").writeBytes(byteArrayOf(-1, -2, -3))
            input(
                "cannot read $folder/image.png: expected a text file, found bytes that are not UTF-8",
                "@image.png",
            )
            refused(
                "cannot read $folder/none.yaml: expected a text file, found nothing",
                *"workflow create my-workflow --definition none.yaml".split(" ").toTypedArray(),
            )
            refused(
                "cannot read $folder/none.yaml: expected a text file, found nothing",
                *"tenant create acme --config none.yaml".split(" ").toTypedArray(),
            )
            refused(
                "--config file://none.yaml: expected an absolute URL such as file:///etc/acme.yaml",
                *"tenant create acme --config file://none.yaml".split(" ").toTypedArray(),
            )
        }

        test("refuses a definition that is not one object in YAML") {
            val expected = "expected an object in YAML or JSON, such as \"key: value\", found"
            definition("$expected nothing", "# nothing\n")
            definition("$expected [1]", "- 1\n")
            definition("$expected \"text\"", "text")
            definition("expected YAML, found at line 2: Duplicate field 'a'", "a: 1\na: 2\n")
            definition(
                "alias *x at line 2: expected the value itself; write it out",
                "a: &x 1\nb: *x\n",
            )
            definition(
                "expected YAML, found at line 1: while scanning a quoted scalar in 'reader', line 1, column 4: a: \"b ^ " +
                    "found unexpected end of stream in 'reader', line 2, column 1: ^",
                "a: \"b\n",
            )
            definition(
                "expected one document, found another at line 3",
                "a: 1\n---\nb: 2\n",
            )
        }

        test("refuses a configuration that is not an object") {
            refused(
                "--config: expected an object in YAML or JSON, such as \"key: value\", found nothing",
                "tenant",
                "create",
                "acme",
                "--config",
                " ",
            )
        }

        test("refuses no tenant, two tenants, and an empty set") {
            refused(
                "expected the tenant's name once, found it nowhere; such as: landlord tenant create acme --config '{}'",
                *"tenant create --config {}".split(" ").toTypedArray(),
            )
            refused(
                "expected the tenant's name once, found it twice",
                *"tenant create acme --tenant-name acme --config {}".split(" ").toTypedArray(),
            )
            refused(
                "expected one tenant, by its name or by --tenant-id, found none",
                *"tenant get".split(" ").toTypedArray(),
            )
            refused(
                "expected one tenant, by its name or by --tenant-id, found acme and 17",
                *"tenant delete acme --tenant-id 17".split(" ").toTypedArray(),
            )
            refused(
                "expected at least one of --config, --display-name, --label and --annotation",
                *"tenant set acme".split(" ").toTypedArray(),
            )
        }

        test("refuses a name that would change the path") {
            for (name in listOf("", " ", ".", "..")) {
                refused("\"$name\": expected a name or an id", "workflow", "delete", name)
                refused("\"$name\": expected a name or an id", "tenant", "delete", name)
            }
        }

        test("encodes names with special characters") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/tenants/a b%/..?#",
                    404,
                    OpenApi.example("TenantNotFound"),
                )
                landlord.answers("GET /v1/tenants/ü", 404, OpenApi.example("TenantNotFound"))
                landlord.run("tenant", "get", "ü").exit shouldBe 1
                landlord.requests shouldBe listOf("GET /v1/tenants/%C3%BC")
            }
            ApiPath.of("tenants", "a b%/..?#").text shouldBe "/tenants/a%20b%25%2F..%3F%23"
        }

        test("refuses invalid durations") {
            val times = listOf("", "0s", "5", "-5s", "5 m", "1m1h", "PT5M", "99999999999999999999s")
            for (time in times) {
                refused(
                    "Invalid value for option '--timeout': expected a time such as 30s, 5m or 1h30m, found " +
                        "\"$time\" (see landlord workflow status --help)",
                    *"workflow status my-workflow --watch".split(" ").toTypedArray(),
                    "--timeout=$time",
                )
            }
            refused(
                "Invalid value for option '--timeout': expected a time such as 30s, 5m or 1h30m, found \"soon\" " +
                    "(see landlord workflow create --help)",
                *"workflow create w --definition f --timeout soon".split(" ").toTypedArray(),
            )
        }

        test("refuses --timeout without --wait") {
            refused(
                "--timeout is the time limit of a wait; expected --watch with it",
                *"workflow status my-workflow --timeout 5s".split(" ").toTypedArray(),
            )
            refused(
                "--timeout is the time limit of a wait; expected --wait with it",
                *"tenant archive acme --timeout 5s".split(" ").toTypedArray(),
            )
        }

        test("refuses unknown and missing options, commands and values") {
            refused(
                "Unknown option: '--colour' (see landlord tenant list --help)",
                "tenant",
                "list",
                "--colour",
            )
            refused(
                "Unmatched argument at index 1: 'destroy' (see landlord tenant --help)",
                "tenant",
                "destroy",
            )
            refused(
                "expected one of the commands create, list, get, history, set, label, rename, archive, delete (see landlord tenant --help)",
                "tenant",
            )
            refused(
                "Invalid value for option '--output': expected one of [TABLE, JSON] (case-insensitive) but was " +
                    "'xml' (see landlord tenant list --help)",
                *"tenant list --output xml".split(" ").toTypedArray(),
            )
            refused(
                "Missing required option: '--input=JSON|@FILE' (see landlord workflow execute --help)",
                *"workflow execute my-workflow".split(" ").toTypedArray(),
            )
            refused(
                "Value for option option '--tag' (KEY=VALUE) should be in KEY=VALUE format but was team " +
                    "(see landlord workflow create --help)",
                *"workflow create w --definition f --tag team".split(" ").toTypedArray(),
            )
        }
    })
