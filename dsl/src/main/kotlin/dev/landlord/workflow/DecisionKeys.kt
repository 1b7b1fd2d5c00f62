package dev.landlord.workflow

import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/**
 * The keys of decision tokens: the first key signs, all keys verify. To rotate keys, put the new
 * key first, and remove the old key when its tokens have expired.
 */
public class DecisionKeys private constructor(private val keys: Map<String, SecretKeySpec>) {
    internal val signing: String
        get() = keys.keys.first()

    /** The HMAC-SHA256 of [text] with the key of that id; `null` if there is none. */
    internal fun sign(id: String, text: String): ByteArray? =
        keys[id]?.let { key ->
            Mac.getInstance(ALGORITHM).apply { init(key) }.doFinal(text.toByteArray())
        }

    /** The ids of the keys, without their secrets. */
    override fun toString(): String = "DecisionKeys(${keys.keys.joinToString()})"

    public companion object {
        private const val ALGORITHM = "HmacSHA256"
        private const val MIN_SECRET_BYTES = 32
        private val ID = Regex("[A-Za-z0-9_-]{1,64}")

        /**
         * Reads keys from configuration. A key is an id, a colon, and at least 32 random bytes in
         * Base64, such as the output of `openssl rand -base64 32`. An argument may hold several
         * keys, separated by commas; a `null`, such as an unset variable, holds none.
         *
         * @throws IllegalArgumentException if there is no key, or one is invalid; the message
         *   contains no secret
         */
        @JvmStatic
        public fun of(vararg keys: String?): DecisionKeys {
            val given =
                keys
                    .filterNotNull()
                    .flatMap { it.split(',') }
                    .map { it.trim() }
                    .filter { it.isNotEmpty() }
            require(given.isNotEmpty()) { ApprovalErrors.decisionKeys("none") }
            val read = LinkedHashMap<String, SecretKeySpec>()
            given.forEachIndexed { index, key ->
                val id = key.substringBefore(':', "")
                require(ID.matches(id)) {
                    ApprovalErrors.decisionKeys(
                        "no id of letters, digits, '-' and '_' before key ${index + 1}"
                    )
                }
                val secret = secret(key.substringAfter(':'))
                requireNotNull(secret) { ApprovalErrors.decisionKeys("$id is not Base64") }
                require(secret.size >= MIN_SECRET_BYTES) {
                    ApprovalErrors.decisionKeys("$id has only ${secret.size} bytes")
                }
                require(id !in read) { ApprovalErrors.decisionKeys("$id twice") }
                read[id] = SecretKeySpec(secret, ALGORITHM)
            }
            return DecisionKeys(read)
        }

        private fun secret(base64: String): ByteArray? =
            try {
                Base64.getDecoder().decode(base64)
            } catch (_: IllegalArgumentException) {
                null
            }
    }
}
