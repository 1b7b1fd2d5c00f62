package dev.landlord.workflow.testing.journal

import java.math.BigInteger
import java.nio.ByteBuffer
import java.util.Base64

/**
 * The id of the given awakeable of an invocation, counted from 0. Restate derives it from these two
 * and nothing else, so anybody can compute it. Of a run in memory, whose id is not one of
 * Restate's, it is made up.
 */
internal fun awakeableId(invocationId: String, number: Int): String {
    val id = invocationBytes(invocationId) ?: return "sign_${invocationId}_$number"
    val bytes =
        ByteBuffer.allocate(id.size + Int.SIZE_BYTES).put(id).putInt(FIRST_AWAKEABLE + number)
    return "sign_1" + Base64.getUrlEncoder().encodeToString(bytes.array())
}

/** The awakeable with that id; `null` if it is none of that invocation. */
internal fun awakeableNumber(invocationId: String, id: String): Int? =
    (0 until MANY).firstOrNull { awakeableId(invocationId, it) == id }

/** What the id says: the hash of the key, and what tells the run from others. */
private fun invocationBytes(id: String): ByteArray? {
    if (!ID.matches(id)) return null
    val digits = id.removePrefix(PREFIX)
    return base62(digits.take(PARTITION_DIGITS), Long.SIZE_BYTES) +
        base62(digits.drop(PARTITION_DIGITS), 2 * Long.SIZE_BYTES)
}

private fun base62(digits: String, size: Int): ByteArray {
    val number =
        digits.fold(BigInteger.ZERO) { sum, digit ->
            sum * BASE + BigInteger.valueOf(ALPHABET.indexOf(digit).toLong())
        }
    val bytes = number.toByteArray().takeLast(size)
    return (List<Byte>(size - bytes.size) { 0 } + bytes).reversed().toByteArray()
}

/** Restate's own signals come before. */
internal const val FIRST_AWAKEABLE = 17
private const val MANY = 10_000
private const val PREFIX = "inv_1"
private const val PARTITION_DIGITS = 11
private const val ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
private val BASE = BigInteger.valueOf(62)
private val ID = Regex("inv_1[0-9a-zA-Z]{33}")
