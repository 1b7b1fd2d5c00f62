package dev.landlord.server.identity

import com.nimbusds.jose.JOSEObjectType
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.crypto.MACSigner
import com.nimbusds.jose.crypto.RSASSASigner
import com.nimbusds.jose.jwk.JWKSet
import com.nimbusds.jose.jwk.RSAKey
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.PlainJWT
import com.nimbusds.jwt.SignedJWT
import com.sun.net.httpserver.HttpServer
import dev.landlord.server.config.IdentityConfig.Oidc
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.time.Instant
import java.util.Date
import java.util.Optional

/** Tokens of an OpenID provider, which a stub on this machine plays. */
class BearerTokensTest :
    FunSpec({
        val first = RSAKeyGenerator(2048).keyID("first").generate()
        val second = RSAKeyGenerator(2048).keyID("second").generate()
        var published = listOf(first)
        val provider =
            HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
                fun answer(path: String, body: () -> String) =
                    createContext(path) { exchange ->
                        val bytes = body().toByteArray()
                        exchange.sendResponseHeaders(200, bytes.size.toLong())
                        exchange.use { it.responseBody.write(bytes) }
                    }
                val keys = { JWKSet(published.map { it.toPublicJWK() }).toString() }
                answer("/keys", keys)
                answer("/.well-known/openid-configuration") {
                    """{"jwks_uri":"http://127.0.0.1:${address.port}/keys"}"""
                }
                start()
            }
        val issuer = URI("http://127.0.0.1:${provider.address.port}")

        afterSpec { provider.stop(0) }

        fun oidc(roleClaim: String = "roles", nameClaim: String = "sub") =
            Oidc(issuer, "landlord", Optional.empty(), roleClaim, nameClaim)

        fun claims(change: JWTClaimsSet.Builder.() -> Unit = {}): JWTClaimsSet =
            JWTClaimsSet.Builder()
                .issuer("$issuer")
                .audience("landlord")
                .subject("alice")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("roles", listOf("approver", "someone-elses"))
                .apply(change)
                .build()

        fun signed(
            claims: JWTClaimsSet = claims(),
            key: RSAKey = first,
            type: JOSEObjectType? = JOSEObjectType.JWT,
        ): String =
            SignedJWT(
                    JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.keyID).type(type).build(),
                    claims,
                )
                .apply { sign(RSASSASigner(key)) }
                .serialize()

        test("who is it: a signed token names its user and the roles of Landlord in it") {
            val tokens = BearerTokens(oidc())
            tokens.user(signed()) shouldBe User("alice", setOf(Role.APPROVER))
            tokens.user(signed(claims { claim("roles", "viewer operator") })).roles() shouldBe
                setOf(Role.VIEWER, Role.OPERATOR)
            tokens.user(signed(claims { claim("roles", null) })).roles() shouldBe setOf()
            tokens.user(signed(type = JOSEObjectType("at+jwt"))).name() shouldBe "alice"
            tokens.user(signed(type = null)).name() shouldBe "alice"
        }

        test("who is it: other claims hold the name and the roles, if they are configured") {
            val tokens = BearerTokens(oidc("realm_access.roles", "email"))
            val token = claims {
                claim("email", "alice@example.com")
                claim("realm_access", mapOf("roles" to listOf("admin")))
            }
            tokens.user(signed(token)) shouldBe User("alice@example.com", setOf(Role.ADMIN))
            shouldThrow<InvalidCredentialsException> { tokens.user(signed()) }.message shouldBe
                "the token has no text in the claim email"
        }

        test("who is it: a token that is not for Landlord, or not of the provider, is refused") {
            val tokens = BearerTokens(oidc())
            val now = Instant.now()
            val publicKey = first.toRSAPublicKey().encoded
            val stranger = RSAKeyGenerator(2048).keyID("first").generate()
            val forged =
                SignedJWT(JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims())
                    .apply { sign(MACSigner(publicKey)) }
                    .serialize()
            val refused =
                mapOf(
                    "expired" to
                        signed(claims { expirationTime(Date.from(now.minusSeconds(120))) }),
                    "without an end" to signed(claims { expirationTime(null) }),
                    "not yet valid" to
                        signed(claims { notBeforeTime(Date.from(now.plusSeconds(600))) }),
                    "for another audience" to signed(claims { audience("other") }),
                    "without an audience" to signed(claims { audience(null as String?) }),
                    "of another issuer" to signed(claims { issuer("http://elsewhere") }),
                    "signed by another key" to signed(key = stranger),
                    "of an unknown key" to signed(key = second),
                    "signed with the public key" to forged,
                    "not signed" to PlainJWT(claims()).serialize(),
                    "of another type" to signed(type = JOSEObjectType("logout+jwt")),
                    "without a signature" to signed().substringBeforeLast(".") + ".",
                    "changed" to
                        signed().split(".").let { (header, _, signature) ->
                            val other = signed(claims { subject("bob") }).split(".")[1]
                            "$header.$other.$signature"
                        },
                    "nothing of the kind" to "a.b.c",
                )
            for ((what, token) in refused) {
                withClue(what) {
                    shouldThrow<InvalidCredentialsException> { tokens.user(token) }
                }
            }
        }

        test("who is it: the keys are read again when a token names a new one") {
            val tokens = BearerTokens(oidc())
            tokens.user(signed()).name() shouldBe "alice"
            published = listOf(first, second)
            tokens.user(signed(key = second)).name() shouldBe "alice"
        }

        test(
            "who is it: without the provider no token can be verified, and that is its own failure"
        ) {
            val away = URI("http://127.0.0.1:1")
            val tokens = BearerTokens(Oidc(away, "landlord", Optional.empty(), "roles", "sub"))
            shouldThrow<IdentityProviderException> { tokens.user(signed()) }
                .message
                .orEmpty() shouldContain "the keys of $away cannot be read"
            // Text that is no token of a provider is refused without a request to it.
            shouldThrow<InvalidCredentialsException> { tokens.user("a.b.c") }
            shouldThrow<InvalidCredentialsException> { tokens.user(PlainJWT(claims()).serialize()) }
        }

        test("who is it: a token cannot name the user of the admin key") {
            val tokens = BearerTokens(oidc())
            for (name in listOf("admin", "ADMIN", " admin ", "ａｄｍｉｎ")) {
                withClue(name) {
                    shouldThrow<InvalidCredentialsException> {
                        tokens.user(signed(claims { subject(name) }))
                    }
                }
            }
        }
    })
