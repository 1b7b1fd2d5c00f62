package dev.landlord.server.config

import com.fasterxml.jackson.databind.json.JsonMapper
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class SecretTest :
    FunSpec({
        val key = "rk_live_123"

        fun withKey(text: String, vararg environment: Pair<String, String>) =
            LandlordConfig.load(
                mapOf(*restate("auth_type" to "api_key", "api_key" to text)),
                ProcessEnvironment(mapOf(*environment), listOf()),
            )

        fun revealed(text: String, vararg environment: Pair<String, String>) =
            withKey(text, *environment).restate().auth().apiKey().get().reveal()

        test("no text and no JSON contains a secret") {
            val config = withKey(key)
            "$config" shouldContain "(secret)"
            "$config" shouldNotContain key
            JsonMapper.builder().build().writeValueAsString(Secret(key)) shouldBe "\"(secret)\""
            Secret(key).hashCode() shouldBe Secret("another").hashCode()
        }

        test("secrets with equal texts are equal") {
            Secret(key) shouldBe Secret(key)
            Secret(key) shouldNotBe Secret("another")
        }

        test("row 14: replaces a variable in the key") {
            revealed("\${RESTATE_API_KEY}", "RESTATE_API_KEY" to key) shouldBe key
            revealed("rk_\${A}\${B}", "A" to "a$1\\", "B" to "b") shouldBe "rk_a$1\\b"
            revealed("a\$b") shouldBe "a\$b"
        }

        test("row 14: an error names the missing variable, and not the rest of the key") {
            val failure = shouldThrow<InvalidConfigException> { withKey("$key\${RESTATE_API_KEY}") }
            failure.message shouldBe
                "invalid configuration:\n- restate config: api_key names \${RESTATE_API_KEY}," +
                    " which is not set in the environment" +
                    " (workflow.restate.api_key, from the flag --workflow.restate.api_key)"
            shouldThrow<InvalidConfigException> { withKey("$key\${RESTATE_API_KEY") }
                .errors()
                .map { it.message() } shouldBe listOf("api_key has a \${ without its }")
        }
    })
