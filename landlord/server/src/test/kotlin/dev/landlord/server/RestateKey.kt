package dev.landlord.server

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.config.IdentityKey
import dev.landlord.server.config.LandlordConfig
import java.math.BigInteger
import java.security.KeyPairGenerator
import java.security.Signature
import java.time.Instant
import java.util.Base64

/** A key of Restate's request identity, which signs tokens as restate-server does. */
class RestateKey {
    private val pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
    private val raw = pair.public.encoded.takeLast(32).toByteArray()

    /** The public key as restate-server logs it. */
    val text = "publickeyv1_" + base58(raw)

    /** The private key as restate-server reads it. */
    val pem: String =
        "-----BEGIN PRIVATE KEY-----\n" +
            Base64.getEncoder().encodeToString(pair.private.encoded) +
            "\n-----END PRIVATE KEY-----\n"

    val config: List<IdentityKey>
        get() = LandlordConfig.of(mapOf("worker.identity_keys" to text)).worker().identityKeys()

    /** The claims of a token that Restate signs now, with [changes]; `null` removes a claim. */
    fun token(
        path: String,
        changes: Map<String, Any?> = mapOf(),
        algorithm: String = "EdDSA",
    ): String {
        val now = Instant.now().epochSecond
        val claims =
            mapOf("aud" to path, "exp" to now + 60, "iat" to now, "nbf" to now - 60) + changes
        return sign(
            mapOf("typ" to "JWT", "alg" to algorithm, "kid" to text),
            claims.filterValues { it != null },
        )
    }

    private fun sign(header: Map<String, Any?>, claims: Map<String, Any?>): String {
        val input =
            base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims))
        val signature =
            Signature.getInstance("Ed25519").run {
                initSign(pair.private)
                update(input.toByteArray())
                sign()
            }
        return "$input.${base64(signature)}"
    }

    private companion object {
        val JSON = ObjectMapper()
        const val DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

        fun base64(bytes: ByteArray): String =
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)

        fun base58(bytes: ByteArray): String {
            val base = BigInteger.valueOf(58)
            val digits =
                generateSequence(BigInteger(1, bytes)) { it / base }
                    .takeWhile { it.signum() > 0 }
                    .map { DIGITS[it.mod(base).toInt()] }
                    .toList()
            return "1".repeat(bytes.takeWhile { it == 0.toByte() }.size) +
                digits.reversed().joinToString("")
        }
    }
}
