package dev.landlord.cli

import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText

/** Where a command finds the API key of its user. */
class ApiCredentialTest :
    FunSpec({
        test("who is it: the variable, else the file; sent as a bearer token, and never printed") {
            val folder = tempdir().toPath()
            val home = tempdir().toPath()
            val own = home.resolve("landlord").createDirectories().resolve("landlord-cli.yaml")
            val foreign = folder.resolve("landlord-cli.yaml")
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants", 200, OpenApi.example("Tenants"))
                fun list(key: String?, vararg more: String) =
                    Terminal(
                            "tenant",
                            "list",
                            *more,
                            directory = folder,
                            environment =
                                mapOf("XDG_CONFIG_HOME" to "$home") +
                                    listOfNotNull(key?.let { ApiCredential.VARIABLE to it }),
                        )
                        .let {
                            it.exit shouldBe 0
                            it.out shouldNotContain "s3cret"
                            landlord.credentials.last()
                        }
                val option = arrayOf("--api-url", landlord.url)
                list(null, *option) shouldBe null
                list("s3cret-1", *option) shouldBe "Bearer s3cret-1"
                // The key of a file is for the address in that file.
                own.writeText("api_key: s3cret-2\napi_url: ${landlord.url}\n")
                list(null) shouldBe "Bearer s3cret-2"
                list(" ") shouldBe "Bearer s3cret-2"
                list(" s3cret-3\n") shouldBe "Bearer s3cret-3"
                list(null, *option) shouldBe null
                // Another person may have written the file in the current directory.
                foreign.writeText("api_url: ${landlord.url}\n")
                list(null) shouldBe null
                list("s3cret-4") shouldBe null
                foreign.writeText("api_url: ${landlord.url}\napi_key: s3cret-5\n")
                list("s3cret-4") shouldBe "Bearer s3cret-5"
            }
        }

        test(
            "who is it: a key that no header can hold is refused before a request, and not printed"
        ) {
            for (key in listOf("a b", "ä", "a\u0000b", "a\nb")) {
                withClue(key) {
                    val terminal =
                        Terminal(
                            "tenant",
                            "list",
                            environment = mapOf(ApiCredential.VARIABLE to key),
                        )
                    terminal.exit shouldBe 2
                    terminal.err shouldBe
                        "landlord: the API key in LANDLORD_CLI_API_KEY contains other characters than" +
                            " letters, digits and marks\n"
                }
            }
        }
    })
