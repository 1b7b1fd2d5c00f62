package dev.landlord.cli

import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText

/** Row 95: where a command looks for Landlord. */
class ApiUrlTest :
    FunSpec({
        fun answers(landlord: StubLandlord) =
            landlord.answers("GET /v1/compute-providers", 200, OpenApi.example("ComputeProviders"))

        fun config(folder: Path, url: String) =
            folder.createDirectories().resolve("landlord-cli.yaml").writeText("api_url: $url\n")

        test(
            "row 95: precedence: the flag, the variable, the file in the current directory, the file in the home directory"
        ) {
            val here = tempdir().toPath()
            val home = tempdir().toPath()
            val stubs = List(4) { StubLandlord().also(::answers) }
            val (flag, variable, file, homeFile) = stubs
            fun ask(vararg more: String, environment: Map<String, String>) =
                Terminal(
                        "compute",
                        *more,
                        directory = here,
                        environment = environment + ("XDG_CONFIG_HOME" to "$home"),
                    )
                    .exit shouldBe 0

            config(home.resolve("landlord"), homeFile.url)
            ask(environment = mapOf())
            config(here, file.url)
            ask(environment = mapOf("LANDLORD_CLI_API_URL" to " "))
            ask(environment = mapOf("LANDLORD_CLI_API_URL" to variable.url))
            ask("--api-url", flag.url, environment = mapOf("LANDLORD_CLI_API_URL" to variable.url))
            stubs.forEach {
                it.close()
                it.requests.size shouldBe 1
            }
        }

        test("row 95: uses ~/.config without XDG_CONFIG_HOME, and appends a missing /v1") {
            val home = tempdir().toPath()
            for (form in listOf("", "/", "/v1", "/v1/")) {
                StubLandlord().use { landlord ->
                    answers(landlord)
                    config(home.resolve(".config/landlord"), landlord.url + form)
                    Terminal("compute", environment = mapOf("HOME" to "$home")).exit shouldBe 0
                    landlord.requests shouldBe listOf("GET /v1/compute-providers")
                }
            }
        }

        test("accepts the flag after a command group") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants", 200, OpenApi.example("Tenants"))
                Terminal("--api-url", landlord.url, "tenant", "list").exit shouldBe 0
                Terminal("tenant", "--api-url", landlord.url, "--output", "json", "list")
                    .exit shouldBe 0
            }
        }

        test("refuses an invalid URL, with its source") {
            fun refused(message: String, terminal: Terminal) {
                terminal.err shouldBe "landlord: $message\n"
                terminal.exit shouldBe 2
            }
            val expected = "expected a URL such as http://localhost:8081"
            for (url in listOf("localhost:8081", "ftp://localhost", "http://", "http://a b", "")) {
                refused("--api-url \"$url\": $expected", Terminal("compute", "--api-url", url))
            }
            refused(
                "LANDLORD_CLI_API_URL \"nonsense\": $expected",
                Terminal("compute", environment = mapOf("LANDLORD_CLI_API_URL" to "nonsense")),
            )
            refused(
                "--api-url: expected a URL without user and password",
                Terminal("compute", "--api-url", "http://me:secret@localhost"),
            )
            val here = tempdir().toPath()
            config(here, "nonsense")
            val file = here.resolve("landlord-cli.yaml")
            refused("$file: api_url \"nonsense\": $expected", Terminal("compute", directory = here))
            file.writeText("url: http://localhost:8081\n")
            refused(
                "$file: unknown key \"url\"; expected api_url or api_key",
                Terminal("compute", directory = here),
            )
        }
    })
