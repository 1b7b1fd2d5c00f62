package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.Approval
import dev.landlord.workflow.DecisionKeys
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
 * Which request a token is for, and what was [asked]. The run's id is that of service and key,
 * which a later run of the same key has too; the time tells these apart.
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

/** What a token says. */
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
 * Proof of who decides: `<key id>.<claims>.<HMAC-SHA256 of both>`, the last two in Base64. It is a
 * function of the request and the key, so a replay makes the same one and none is journaled.
 */
internal object DecisionToken {
    private const val LONGEST = 4_096
    private val LONGEST_VALIDITY = Duration.ofDays(3_650)
    private val DEFAULT_VALIDITY = Duration.ofDays(30)

    /** @throws IllegalStateException if the approval has no keys */
    fun sign(
        approval: Approval<*>,
        key: RequestKey,
        actor: String,
        validFor: Duration?,
    ): String {
        val keys = checkNotNull(approval.rules.keys) { Advice.noKeys(approval.name) }
        actorProblem(actor)?.let { throw IllegalArgumentException(it) }
        if (validFor != null) {
            require(validFor > Duration.ZERO && validFor <= LONGEST_VALIDITY) {
                Advice.validFor(validFor, LONGEST_VALIDITY)
            }
        }
        val asked = key.asked
        val expires =
            if (validFor == null) asked.expiresAt ?: (asked.requestedAt + DEFAULT_VALIDITY)
            else asked.requestedAt + validFor
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

    /** Why [token] is no proof that [actor] decides the request of [key]; `null` if it is one. */
    fun refusal(
        keys: DecisionKeys,
        token: String,
        key: RequestKey,
        actor: String,
        now: Instant,
    ): Refusal? {
        val claims = authentic(keys, token) ?: return Refusal(HTTP_FORBIDDEN, Advice.badToken())
        fun forbidden(what: String) = Refusal(HTTP_FORBIDDEN, Advice.tokenFor(what))
        return when {
            claims.run != key.run -> forbidden("another run")
            claims.approval != key.approval -> forbidden("another approval")
            claims.actor != actor -> forbidden("another actor")
            claims.requestedAt != key.asked.requestedAt.toEpochMilli() ||
                claims.request != key.request ->
                Refusal(HTTP_GONE, Advice.oldToken(key.approval, key.request))
            claims.subject != key.subjectDigest -> forbidden("another subject")
            now.toEpochMilli() >= claims.expires ->
                Refusal(HTTP_GONE, Advice.expiredToken(Instant.ofEpochMilli(claims.expires)))
            else -> null
        }
    }

    /** Which request a genuine token is for, of that run and approval; `null` if it is none. */
    fun request(keys: DecisionKeys, token: String, run: String, approval: String): Int? =
        authentic(keys, token)?.takeIf { it.run == run && it.approval == approval }?.request

    /**
     * Signatures are compared as they are written, and in constant time: each bit counts, those too
     * that decoding would drop.
     */
    private fun authentic(keys: DecisionKeys, token: String): TokenClaims? {
        if (token.length > LONGEST) return null
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

/** Why a decision was not taken. */
@Serializable internal class Refusal(val code: Int, val message: String)

private fun encode(bytes: ByteArray): String =
    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
