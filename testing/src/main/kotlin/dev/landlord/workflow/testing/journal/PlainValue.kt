package dev.landlord.workflow.testing.journal

import kotlin.jvm.internal.Ref
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializerOrNull

/** Returns an immutable value that represents [value]; `null` if [value] has parts. */
internal fun plainValue(value: Any): Any? =
    when (value) {
        is String,
        is Enum<*> -> value
        is java.util.Date -> value.toInstant()
        is CharSequence,
        is Throwable,
        is java.util.Locale,
        is java.util.regex.Pattern,
        is java.nio.charset.Charset,
        is java.time.ZoneId,
        is java.time.temporal.TemporalAmount,
        is java.util.concurrent.atomic.AtomicBoolean,
        is Regex -> "$value"
        is Class<*> -> value.name
        is BooleanArray -> value.asList().toString()
        is ByteArray -> value.asList().toString()
        is ShortArray -> value.asList().toString()
        is IntArray -> value.asList().toString()
        is LongArray -> value.asList().toString()
        is FloatArray -> value.asList().toString()
        is DoubleArray -> value.asList().toString()
        is CharArray -> value.asList().toString()
        is Ref.IntRef -> value.element
        is Ref.LongRef -> value.element
        is Ref.ShortRef -> value.element
        is Ref.ByteRef -> value.element
        is Ref.CharRef -> value.element
        is Ref.FloatRef -> value.element
        is Ref.DoubleRef -> value.element
        is Ref.BooleanRef -> value.element
        is Number -> if (value is Comparable<*>) value else "$value"
        is Comparable<*> -> value.takeIf { isOfThePlatform(it.javaClass) }
        else -> null
    } ?: SERIALIZERS.get(value.javaClass)[0]?.let { json(it, value) }

private val SERIALIZERS =
    object : ClassValue<Array<KSerializer<Any>?>>() {
        @OptIn(InternalSerializationApi::class)
        @Suppress("UNCHECKED_CAST")
        override fun computeValue(type: Class<*>) =
            arrayOf(
                if (type.typeParameters.isEmpty() && !isOfThePlatform(type))
                    type.kotlin.serializerOrNull() as KSerializer<Any>?
                else null
            )
    }

private val JSON = Json { encodeDefaults = true }

private fun json(serializer: KSerializer<Any>, value: Any): String? = runCatching {
    JSON.encodeToString(serializer, value)
}
    .getOrNull()

private fun isOfThePlatform(type: Class<*>) =
    type.classLoader == null ||
        type.classLoader == ClassLoader.getPlatformClassLoader() ||
        type.name.startsWith("kotlin.")
