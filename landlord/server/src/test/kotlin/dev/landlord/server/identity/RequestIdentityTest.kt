package dev.landlord.server.identity

import dev.landlord.api.waitUntil
import dev.landlord.server.RestateKey
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Instant
import java.util.Base64

/** Requests that Restate has signed, and all others. */
class RequestIdentityTest :
    FunSpec({
        val key = RestateKey()
        val next = RestateKey()
        val path = "/invoke/Own/run"
        val identity = RequestIdentity(key.config)

        fun headers(token: String?, scheme: String? = "v1") =
            mapOf("x-restate-signature-scheme" to scheme, "x-restate-jwt-v1" to token)

        fun verify(token: String?, scheme: String? = "v1", by: RequestIdentity = identity) =
            by.verify(path) { headers(token, scheme)[it] }

        fun refusal(token: String?, scheme: String? = "v1", by: RequestIdentity = identity) =
            shouldThrow<InvalidCredentialsException> { verify(token, scheme, by) }.message!!

        fun now() = Instant.now().epochSecond

        test("accepts a token of Restate for the path and the time of the request") {
            verify(key.token(path))
            verify(key.token(path, mapOf("sub" to "scope")))
            RequestIdentity(key.config).verify("/discover") { headers(key.token("/discover"))[it] }
        }

        test("the clocks may differ by 60 s, for which the token is valid, and no longer") {
            verify(key.token(path, mapOf("nbf" to now(), "exp" to now() + 120)))
            verify(key.token(path, mapOf("nbf" to now() - 115, "exp" to now() + 5)))
            refusal(key.token(path, mapOf("exp" to now() - 1))) shouldContain
                "the token is not valid now: Expired JWT; the clocks of Restate and Landlord may differ by 60 s"
            // Later than this test may take.
            refusal(
                key.token(path, mapOf("nbf" to now() + 3600, "exp" to now() + 3700))
            ) shouldContain "JWT before use time"
        }

        test("refuses a request without a token, or of another scheme") {
            refusal(null) shouldBe
                "the header x-restate-jwt-v1 is missing: the caller is not Restate, or restate-server has no " +
                    "worker.invoker.request-identity-private-key-pem-file"
            refusal(key.token(path), scheme = null) shouldContain
                "the header x-restate-signature-scheme is missing"
            refusal(key.token(path), scheme = "unsigned") shouldBe
                "the header x-restate-signature-scheme must be v1"
        }

        test("refuses a token for another path") {
            for (other in
                listOf(
                    "/invoke/Own/other",
                    "/invoke/Own/run/",
                    "/invoke/Own/ru",
                    "/invoke/own/run",
                    "invoke/Own/run",
                    "/run",
                    "/",
                    "",
                    "/discover",
                    "/invoke/Own/run?a=b",
                )) {
                withClue(other) {
                    refusal(key.token(other)) shouldContain "the token is for another path"
                }
            }
            refusal(
                key.token(path, mapOf("aud" to listOf(path, "/invoke/Own/other")))
            ) shouldContain "another path"
            // The target as it was sent, not as a parser could read it.
            val token = key.token(path)
            for (target in
                listOf(
                    "$path?a=b",
                    "/invoke/Own/%72un",
                    "/invoke/Own/other#$path",
                    "/x$path",
                    "http://landlord$path",
                    "/$path",
                )) {
                withClue(target) {
                    shouldThrow<InvalidCredentialsException> {
                        identity.verify(target) { headers(token)[it] }
                    }
                }
            }
        }

        test("refuses a token without one of the claims, or with another type of it") {
            for (claim in listOf("aud", "exp", "nbf")) {
                withClue(claim) {
                    refusal(key.token(path, mapOf(claim to null)))
                    refusal(key.token(path, mapOf(claim to mapOf("a" to 1))))
                }
            }
            refusal(key.token(path, mapOf("exp" to "tomorrow"))) shouldBe
                "the token is not a signed JWT"
        }

        test("refuses a token that another key has signed, also one that names a key of Restate") {
            val token = next.token(path)
            refusal(token) shouldBe "no key of worker.identity_keys has signed the token"
            val (_, claims, signature) = token.split(".")
            val header = key.token(path).substringBefore(".")
            refusal("$header.$claims.$signature") shouldContain "no key"
        }

        test("refuses a token whose claims or signature were changed") {
            val (header, claims, signature) = key.token("/invoke/Own/other").split(".")
            val changed =
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                        String(Base64.getUrlDecoder().decode(claims))
                            .replace("/other", "/run")
                            .toByteArray()
                    )
            refusal("$header.$changed.$signature") shouldContain "no key"
            for (bytes in listOf(ByteArray(64), ByteArray(63), ByteArray(1))) {
                val text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                refusal("$header.$claims.$text") shouldContain "no key"
            }
        }

        test("refuses other algorithms, and texts that are not signed tokens") {
            for (algorithm in listOf("HS256", "RS256", "ES256")) {
                refusal(key.token(path, algorithm = algorithm)) shouldBe
                    "the token is not signed with EdDSA"
            }
            val (header, claims, signature) = key.token(path).split(".")
            val none =
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("""{"alg":"none"}""".toByteArray())
            for (text in
                listOf(
                    "",
                    "nonsense",
                    "..",
                    "$none.$claims.",
                    "$none.$claims.$signature",
                    "$header.$claims",
                    "$header.$claims.",
                    "$header.bm8.$signature",
                    "x".repeat(100_000),
                )) {
                withClue(text.take(80)) { refusal(text) }
            }
        }

        test("a token that was accepted is refused for another path, and after its end") {
            val token = key.token(path, mapOf("exp" to now() + 10))
            verify(token)
            verify(token)
            shouldThrow<InvalidCredentialsException> {
                identity.verify("/invoke/Own/other") { headers(token)[it] }
            }
            waitUntil({ "the token has expired" }) {
                runCatching { verify(token) }.exceptionOrNull()?.message?.contains("Expired") ==
                    true
            }
        }

        test("many tokens are accepted, each of them again") {
            val tokens = (1..600).map { key.token(path, mapOf("iat" to it)) }
            repeat(2) { tokens.forEach { verify(it) } }
            refusal(next.token(path)) shouldContain "no key"
        }

        test("during a rotation, tokens of each key are accepted") {
            val both = RequestIdentity(key.config + next.config)
            verify(key.token(path), by = both)
            verify(next.token(path), by = both)
            refusal(RestateKey().token(path), by = both) shouldContain "no key"
        }
    })
