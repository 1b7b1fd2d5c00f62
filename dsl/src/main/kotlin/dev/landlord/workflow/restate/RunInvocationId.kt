package dev.landlord.workflow.restate

import com.dynatrace.hash4j.hashing.Hashing
import dev.landlord.workflow.engine.InternalEngineApi
import java.math.BigInteger
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.security.MessageDigest

/**
 * The invocation id of the run of [service] with [key]. Restate derives it from these two and
 * nothing else: the hash of the key, by which it finds the partition, and half a digest of both,
 * each in base 62, the last byte first.
 */
@InternalEngineApi
public fun runInvocationId(service: String, key: String): String {
    // Rust closes a string that it hashes with this byte.
    val hash = Hashing.xxh3_64().hashBytesToLong(key.toByteArray() + 0xFF.toByte())
    val partition = ByteBuffer.allocate(Long.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN)
    val digest = MessageDigest.getInstance("SHA-256").digest("wf,$service,$key".toByteArray())
    return "inv_1" +
        base62(partition.putLong(hash).array(), digits = 11) +
        base62(digest.copyOf(16).reversedArray(), digits = 22)
}

private fun base62(number: ByteArray, digits: Int): String {
    val text = CharArray(digits)
    var rest = BigInteger(1, number)
    for (index in text.indices.reversed()) {
        val (quotient, digit) = rest.divideAndRemainder(BASE)
        text[index] = ALPHABET[digit.toInt()]
        rest = quotient
    }
    return text.concatToString()
}

private const val ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

private val BASE = BigInteger.valueOf(62)
