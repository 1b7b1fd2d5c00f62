package dev.landlord.workflow.testing.journal

import java.math.BigInteger
import java.nio.ByteBuffer
import java.util.Base64

/**
 * Returns the id of an awakeable. Restate derives it from the id of the invocation and the number
 * alone, so any client can compute it. A run in memory has an invocation id of another form; the
 * ids of its awakeables are `sign_`, the invocation id and the number.
 *
 * @param number of the invocation's awakeables, counted from 0
 */
internal fun awakeableId(invocationId: String, number: Int): String {
    val id = invocationBytes(invocationId) ?: return "sign_${invocationId}_$number"
    val bytes =
        ByteBuffer.allocate(id.size + Int.SIZE_BYTES).put(id).putInt(FIRST_AWAKEABLE + number)
    return "sign_1" + Base64.getUrlEncoder().encodeToString(bytes.array())
}

/** Returns the number of the awakeable with the given id; `null` if no awakeable has it. */
internal fun awakeableNumber(invocationId: String, id: String): Int? =
    (0 until MAX_AWAKEABLES).firstOrNull { awakeableId(invocationId, it) == id }

/** The decoded id: the hash of the key, then the number of the run. `null` for another form. */
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

/** The index of the signal of the first awakeable: Restate uses the lower ones itself. */
internal const val FIRST_AWAKEABLE = 17
private const val MAX_AWAKEABLES = 10_000
private const val PREFIX = "inv_1"
private const val PARTITION_DIGITS = 11
private const val ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
private val BASE = BigInteger.valueOf(62)
private val ID = Regex("inv_1[0-9a-zA-Z]{33}")
