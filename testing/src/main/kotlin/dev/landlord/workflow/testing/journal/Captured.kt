package dev.landlord.workflow.testing.journal

import java.lang.reflect.Field
import java.lang.reflect.Modifier
import java.math.BigDecimal
import java.math.BigInteger
import java.net.URI
import java.time.temporal.TemporalAccessor
import java.time.temporal.TemporalAmount
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Instant
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializerOrNull

/**
 * The values that a step's block captured, by the name of the variable: what a replay does not run
 * and an undo after a crash relies on. Only plain values; a dependency, a collection or a variable
 * that is assigned again tells nothing about the replay.
 */
internal fun captured(block: Any?): Map<String, String> {
    if (block == null) return emptyMap()
    val fields = FIELDS.get(block.javaClass)
    if (fields.isEmpty()) return emptyMap()
    val values = LinkedHashMap<String, String>()
    for (field in fields) {
        val text = text(field.get(block)) ?: continue
        values[field.name.removePrefix("$")] = text
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
        else -> SERIALIZERS.get(value.javaClass)[0]?.let { json(it, value) }
    }

private fun json(serializer: KSerializer<Any>, value: Any): String? = runCatching {
    Json.encodeToString(serializer, value)
}
    .getOrNull()
