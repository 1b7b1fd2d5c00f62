package dev.landlord.workflow.restate

import com.dynatrace.hash4j.hashing.Hashing
import dev.landlord.workflow.engine.InternalEngineApi
import java.math.BigInteger
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.security.MessageDigest

// Restate's server derives the invocation id of a run, and SDK 2.4.0 has no function that asks the
// server for it. This file copies the derivation from `InvocationId::generate` and
// `InvocationUuid::generate` in restatedev/restate, crates/types/src/identifiers.rs; it can go when
// the SDK can address a run by service, key and scope (service protocol 7). ScopedClientTest and
// the contract suites compare it with a server.

/**
 * The invocation id of the run of [service] with [key]: the partition of the run, and half a digest
 * of its names, each in base 62 with its last byte first.
 *
 * @param scope the flow-control scope of the run; `null` if it has none. The same key in two scopes
 *   is two runs.
 */
@InternalEngineApi
public fun runInvocationId(service: String, key: String, scope: String? = null): String {
    val names = listOfNotNull("wf", scope, service, key).joinToString(",")
    val digest = MessageDigest.getInstance("SHA-256").digest(names.toByteArray())
    return PREFIX +
        partitionOf(scope ?: key) +
        base62(digest.copyOf(16).reversedArray(), digits = 22)
}

/** The part of [invocationId] that names its partition. */
internal fun partitionIn(invocationId: String): String =
    invocationId.removePrefix(PREFIX).take(PARTITION_DIGITS)

/**
 * That part of the ids of all invocations in the scope [name], or of all that have the key [name]
 * and no scope.
 */
internal fun partitionOf(name: String): String {
    // Rust appends this byte to a string that it hashes.
    val hash = Hashing.xxh3_64().hashBytesToLong(name.toByteArray() + 0xFF.toByte())
    val number = ByteBuffer.allocate(Long.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(hash)
    return base62(number.array(), PARTITION_DIGITS)
}

private const val PREFIX = "inv_1"

private const val PARTITION_DIGITS = 11

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
