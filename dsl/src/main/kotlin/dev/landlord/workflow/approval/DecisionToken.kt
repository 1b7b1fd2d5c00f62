package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalErrors
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.HandlerMessages
import java.net.HttpURLConnection.HTTP_FORBIDDEN
import java.net.HttpURLConnection.HTTP_GONE
import java.security.MessageDigest
import java.time.Duration
import java.time.Instant
import java.util.Base64
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json

/**
 * The request that a token is for, and its record [asked]. The id of a run is derived from service
 * and key, and a later run of the same key has the same id; the time of the request tells the two
 * apart.
 */
internal class RequestKey(
    val run: String,
    val approval: String,
    val request: Int,
    val asked: RequestRecord,
) {
    val subjectDigest: String
        get() {
            val subject = asked.subject.orEmpty().toByteArray()
            return encode(MessageDigest.getInstance("SHA-256").digest(subject))
        }
}

/** The content of a token. */
@Serializable
private class TokenClaims(
    @SerialName("run") val run: String,
    @SerialName("app") val approval: String,
    @SerialName("req") val request: Int,
    @SerialName("iat") val requestedAt: Long,
    @SerialName("sub") val subject: String,
    @SerialName("act") val actor: String,
    @SerialName("exp") val expires: Long,
)

/**
 * Proof of who decides: `<key id>.<claims>.<HMAC-SHA256 of both>`, the last two in Base64. A token
 * is signed in the block of a step, and is not journaled; a block that runs again signs a new token
 * with a later expiry.
 */
internal object DecisionToken {
    private const val MAX_LENGTH = 4_096
    private val MAX_VALIDITY = Duration.ofDays(3_650)
    private val DEFAULT_VALIDITY = Duration.ofDays(30)

    /**
     * A token is accepted for so much longer than it is valid, because the clock of the host that
     * checks it may be ahead of the clock of the host that signed it.
     */
    val LEEWAY: Duration = Duration.ofMinutes(5)

    /**
     * Signs a token that is valid for [validFor] from [now] on; by default until the request times
     * out, or for 30 days if it never does.
     *
     * @throws IllegalArgumentException if the actor or the duration is invalid
     */
    fun sign(
        keys: DecisionKeys,
        key: RequestKey,
        actor: String,
        validFor: Duration?,
        now: Instant,
    ): String {
        actorProblem(actor)?.let { throw IllegalArgumentException(it) }
        if (validFor != null) {
            require(validFor > Duration.ZERO && validFor <= MAX_VALIDITY) {
                ApprovalErrors.validFor(validFor, MAX_VALIDITY)
            }
        }
        val asked = key.asked
        val expires =
            if (validFor != null) now + validFor else asked.expiresAt ?: (now + DEFAULT_VALIDITY)
        val claims =
            TokenClaims(
                key.run,
                key.approval,
                key.request,
                asked.requestedAt.toEpochMilli(),
                key.subjectDigest,
                actor,
                expires.toEpochMilli(),
            )
        val signed = "${keys.signing}.${encode(Json.encodeToString(claims).toByteArray())}"
        return "$signed.${encode(checkNotNull(keys.sign(keys.signing, signed)))}"
    }

    /** Why [token] does not prove that [actor] decides the request of [key]; `null` if it does. */
    fun refusal(
        keys: DecisionKeys,
        token: String,
        key: RequestKey,
        actor: String,
        now: Instant,
    ): Refusal? {
        val claims =
            authentic(keys, token) ?: return Refusal(HTTP_FORBIDDEN, HandlerMessages.badToken())
        fun forbidden(what: String) = Refusal(HTTP_FORBIDDEN, HandlerMessages.tokenFor(what))
        return when {
            claims.run != key.run -> forbidden("another run")
            claims.approval != key.approval -> forbidden("another approval")
            claims.actor != actor -> forbidden("another actor")
            claims.requestedAt != key.asked.requestedAt.toEpochMilli() ||
                claims.request != key.request ->
                Refusal(HTTP_GONE, HandlerMessages.oldToken(key.approval, key.request))
            claims.subject != key.subjectDigest -> forbidden("another subject")
            now.toEpochMilli() >= claims.expires + LEEWAY.toMillis() ->
                Refusal(
                    HTTP_GONE,
                    HandlerMessages.expiredToken(Instant.ofEpochMilli(claims.expires)),
                )
            else -> null
        }
    }

    /** The request of a genuine token for that run and approval; `null` for any other text. */
    fun request(keys: DecisionKeys, token: String, run: String, approval: String): Int? =
        authentic(keys, token)?.takeIf { it.run == run && it.approval == approval }?.request

    /**
     * Compares the signatures in their encoded form and in constant time, so that each bit counts,
     * also those that decoding would drop.
     */
    private fun authentic(keys: DecisionKeys, token: String): TokenClaims? {
        if (token.length > MAX_LENGTH) return null
        val parts = token.split('.')
        if (parts.size != 3) return null
        val (id, claims, signature) = parts
        val expected = keys.sign(id, "$id.$claims") ?: return null
        val isGenuine =
            MessageDigest.isEqual(encode(expected).toByteArray(), signature.toByteArray())
        if (!isGenuine) return null
        return try {
            Json.decodeFromString(Base64.getUrlDecoder().decode(claims).decodeToString())
        } catch (_: SerializationException) {
            null
        }
    }
}

/** Why a decision was refused, as an HTTP status and a text. */
@Serializable internal class Refusal(val code: Int, val message: String)

private fun encode(bytes: ByteArray): String =
    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
