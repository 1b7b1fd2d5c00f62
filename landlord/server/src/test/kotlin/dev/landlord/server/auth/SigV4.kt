package dev.landlord.server.auth

import java.net.URI
import java.net.URLEncoder
import java.security.MessageDigest
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/**
 * AWS Signature Version 4 as AWS describes it, written a second time: what the SDK signs is checked
 * with it, and it is checked itself with the examples that AWS publishes.
 */
class SigV4(
    private val accessKey: String,
    private val secretKey: String,
    private val region: String,
    private val service: String,
) {
    /** The `Authorization` of a request; all [headers] are signed, `X-Amz-Date` among them. */
    fun authorization(
        method: String,
        url: URI,
        headers: Map<String, String>,
        body: String,
    ): String {
        val sorted = headers.mapKeys { it.key.lowercase() }.toSortedMap()
        val names = sorted.keys.joinToString(";")
        val canonical =
            listOf(
                    method,
                    url.rawPath,
                    query(url),
                    sorted.entries.joinToString("") { "${it.key}:${it.value.trim()}\n" },
                    names,
                    sha256(body),
                )
                .joinToString("\n")
        val time = sorted.getValue("x-amz-date")
        val scope = "${time.take(8)}/$region/$service/aws4_request"
        val toSign = "AWS4-HMAC-SHA256\n$time\n$scope\n${sha256(canonical)}"
        val key = scope.split("/").fold("AWS4$secretKey".toByteArray(), ::hmac)
        return "AWS4-HMAC-SHA256 Credential=$accessKey/$scope, SignedHeaders=$names," +
            " Signature=${hmac(key, toSign).hex()}"
    }

    companion object {
        fun sha256(text: String): String =
            MessageDigest.getInstance("SHA-256").digest(text.toByteArray()).hex()

        private fun hmac(key: ByteArray, text: String): ByteArray =
            Mac.getInstance("HmacSHA256")
                .apply { init(SecretKeySpec(key, algorithm)) }
                .doFinal(text.toByteArray())

        private fun ByteArray.hex() = joinToString("") { "%02x".format(it) }

        private fun query(url: URI): String =
            url.query
                .orEmpty()
                .split("&")
                .filter { it.isNotEmpty() }
                .map { encode(it.substringBefore("=")) + "=" + encode(it.substringAfter("=", "")) }
                .sorted()
                .joinToString("&")

        private fun encode(text: String) =
            URLEncoder.encode(text, Charsets.UTF_8).replace("+", "%20").replace("%7E", "~")
    }
}
