package dev.landlord.workflow.testing.journal

import java.lang.reflect.Field
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.math.BigDecimal
import java.math.BigInteger
import java.net.URI
import java.time.temporal.TemporalAccessor
import java.time.temporal.TemporalAmount
import java.util.UUID
import kotlin.jvm.internal.Ref
import kotlin.time.Duration
import kotlin.time.Instant
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializerOrNull

/**
 * What a step's block has captured in a variable, at the time at which the step was asked for: a
 * replay does not run the block, and after a crash an undo relies on it.
 *
 * @property text the value, or what is in it
 */
internal class Captured(val text: String, private val value: Any?) {
    /** What two runs share was there before them, and tells nothing about the body. */
    fun differsFrom(other: Captured?): Boolean =
        other != null && text != other.text && (value == null || value !== other.value)
}

/**
 * What [block] captured, by the name of the variable: plain values, and collections and variables
 * of these. A dependency is none.
 */
internal fun captured(block: Any?): Map<String, Captured> {
    if (block == null) return emptyMap()
    val fields = FIELDS.get(block.javaClass)
    if (fields.isEmpty()) return emptyMap()
    val values = LinkedHashMap<String, Captured>()
    for (field in fields) {
        val value = field.get(block)
        val text = text(value) ?: continue
        values[field.name.removePrefix("$")] = Captured(text, value)
    }
    return values
}

/** The compiler gives a captured `id` the name `$id`, and nothing else of a block one like it. */
private val FIELDS =
    object : ClassValue<List<Field>>() {
        override fun computeValue(type: Class<*>): List<Field> =
            type.declaredFields
                .filter { it.name.startsWith("$") && !Modifier.isStatic(it.modifiers) }
                .filter { it.trySetAccessible() }
                .sortedBy { it.name }
    }

/** Where a captured `var` lives. */
private val REFS: List<Class<*>> = Ref::class.java.declaredClasses.toList()

private val ELEMENTS =
    object : ClassValue<Field>() {
        override fun computeValue(type: Class<*>): Field = type.getField("element")
    }

/** Of a data class, a pair for instance; empty for all others. */
private val COMPONENTS =
    object : ClassValue<List<Method>>() {
        override fun computeValue(type: Class<*>): List<Method> =
            generateSequence(1) { it + 1 }
                .map { n ->
                    type.methods.find { it.name == "component$n" && it.parameterCount == 0 }
                }
                .takeWhile { it != null && it.trySetAccessible() }
                .filterNotNull()
                .toList()
    }

private val SERIALIZERS =
    object : ClassValue<Array<KSerializer<Any>?>>() {
        @OptIn(InternalSerializationApi::class)
        @Suppress("UNCHECKED_CAST")
        override fun computeValue(type: Class<*>) =
            arrayOf(
                if (type.typeParameters.isEmpty())
                    type.kotlin.serializerOrNull() as KSerializer<Any>?
                else null
            )
    }

/** `null` if it is neither a plain value nor made of such. */
private fun text(value: Any?): String? =
    when (value) {
        null,
        is Boolean,
        is Char,
        is Byte,
        is Short,
        is Int,
        is Long,
        is Float,
        is Double,
        is BigInteger,
        is BigDecimal,
        is Enum<*>,
        is UUID,
        is Duration,
        is Instant,
        is TemporalAccessor,
        is TemporalAmount,
        is URI -> "$value"
        is String -> "\"$value\""
        is Collection<*> -> if (value.isEmpty()) "[]" else texts(value)?.toString()
        is Map<*, *> ->
            if (value.isEmpty()) "{}"
            else texts(value.entries.flatMap { listOf(it.key, it.value) })?.toString()
        else ->
            if (REFS.any { it.isInstance(value) }) text(ELEMENTS.get(value.javaClass).get(value))
            else
                SERIALIZERS.get(value.javaClass)[0]?.let { json(it, value) }
                    ?: texts(COMPONENTS.get(value.javaClass).map { it.invoke(value) })?.toString()
    }

private const val MANY = 100

private fun texts(values: Collection<Any?>): List<String>? =
    values.take(MANY).map { text(it) ?: return null }.ifEmpty { null }

private fun json(serializer: KSerializer<Any>, value: Any): String? = runCatching {
    Json.encodeToString(serializer, value)
}
    .getOrNull()
