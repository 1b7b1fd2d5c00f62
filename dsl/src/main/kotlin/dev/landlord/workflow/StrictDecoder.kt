@file:OptIn(
    ExperimentalSerializationApi::class,
    InternalSerializationApi::class,
    SealedSerializationApi::class,
)

package dev.landlord.workflow

import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.CompositeDecoder.Companion.DECODE_DONE
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.internal.AbstractPolymorphicSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonClassDiscriminator
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonIgnoreUnknownKeys
import kotlinx.serialization.json.JsonNames
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.modules.SerializersModule

/**
 * Decodes one value, and converts nothing: text is not a number, a number is not text, and a number
 * with a fraction or an exponent is not an integer. kotlinx.serialization's own decoder does.
 *
 * @property isKey whether the value is the key of a map, where each value is written as text
 */
internal open class StrictDecoder(
    protected val element: JsonElement,
    val path: JsonPath,
    private val isKey: Boolean = false,
) : JsonDecoder {
    override val json: Json
        get() = JSON

    override val serializersModule: SerializersModule
        get() = json.serializersModule

    override fun decodeJsonElement(): JsonElement = element

    override fun decodeNotNullMark(): Boolean = element !is JsonNull

    override fun decodeNull(): Nothing? = if (element is JsonNull) null else expected("null")

    override fun decodeBoolean(): Boolean =
        literal()?.toBooleanStrictOrNull() ?: expected("Boolean")

    override fun decodeByte(): Byte = integer()?.toByteOrNull() ?: expected("Byte")

    override fun decodeShort(): Short = integer()?.toShortOrNull() ?: expected("Short")

    override fun decodeInt(): Int = integer()?.toIntOrNull() ?: expected("Int")

    override fun decodeLong(): Long = integer()?.toLongOrNull() ?: expected("Long")

    override fun decodeFloat(): Float =
        decimal()?.toFloat()?.takeIf { it.isFinite() } ?: expected("Float")

    override fun decodeDouble(): Double =
        decimal()?.toDouble()?.takeIf { it.isFinite() } ?: expected("Double")

    override fun decodeString(): String = text() ?: expected("String")

    override fun decodeChar(): Char = text()?.singleOrNull() ?: expected("a single character")

    override fun decodeEnum(enumDescriptor: SerialDescriptor): Int {
        val name = text()
        return (0 until enumDescriptor.elementsCount).firstOrNull {
            name in enumDescriptor.namesOf(it)
        } ?: expected(enumDescriptor.simpleName())
    }

    override fun decodeInline(descriptor: SerialDescriptor): Decoder =
        if (descriptor.serialName in UNSIGNED) UnsignedDecoder(element, path, isKey) else this

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T =
        try {
            if (deserializer is AbstractPolymorphicSerializer<*>) subclass(deserializer)
            else deserializer.deserialize(this).also { requireOwnForm(deserializer, it) }
        } catch (problem: JsonProblem) {
            throw problem
        } catch (refusal: Exception) {
            // A field is missing, or the class refuses the value, by any exception.
            throw JsonProblem(
                refusal.message?.removeSuffix(".") ?: "a value that the type refuses",
                "$path",
            )
        }

    /** Two keys of a map that are the same value in other forms would be one entry. */
    private fun <T> requireOwnForm(deserializer: DeserializationStrategy<T>, key: T) {
        if (!isKey || deserializer !is KSerializer<T>) return
        val own = JSON.encodeToJsonElement(deserializer, key)
        if (own is JsonPrimitive && own.content != (element as? JsonPrimitive)?.content) {
            throw JsonProblem("Expected the key in the form in which it is written", "$path")
        }
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T> subclass(base: AbstractPolymorphicSerializer<*>): T {
        val fields = element as? JsonObject ?: expected("an object")
        val field =
            base.descriptor.annotations.firstNotNullOfOrNull {
                (it as? JsonClassDiscriminator)?.discriminator
            } ?: "type"
        val name = (fields[field] as? JsonPrimitive)?.takeIf { it.isString }?.content
        val actual =
            base.findPolymorphicSerializerOrNull(this, name)
                ?: throw JsonProblem(
                    "Expected field '$field' with the name of a subclass",
                    "${path.field(field)}",
                )
        return StrictDecoder(JsonObject(fields - field), path).decodeSerializableValue(actual) as T
    }

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder =
        when (descriptor.kind) {
            StructureKind.LIST -> ListDecoder(element as? JsonArray ?: expected("an array"), path)
            StructureKind.MAP -> MapDecoder(element as? JsonObject ?: expected("an object"), path)
            else -> ObjectDecoder(element as? JsonObject ?: expected("an object"), path)
        }

    // Of a structure: each element is a value of its own.

    protected open fun at(descriptor: SerialDescriptor, index: Int): StrictDecoder = this

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = DECODE_DONE

    override fun endStructure(descriptor: SerialDescriptor): Unit = Unit

    override fun decodeBooleanElement(descriptor: SerialDescriptor, index: Int): Boolean =
        at(descriptor, index).decodeBoolean()

    override fun decodeByteElement(descriptor: SerialDescriptor, index: Int): Byte =
        at(descriptor, index).decodeByte()

    override fun decodeShortElement(descriptor: SerialDescriptor, index: Int): Short =
        at(descriptor, index).decodeShort()

    override fun decodeIntElement(descriptor: SerialDescriptor, index: Int): Int =
        at(descriptor, index).decodeInt()

    override fun decodeLongElement(descriptor: SerialDescriptor, index: Int): Long =
        at(descriptor, index).decodeLong()

    override fun decodeFloatElement(descriptor: SerialDescriptor, index: Int): Float =
        at(descriptor, index).decodeFloat()

    override fun decodeDoubleElement(descriptor: SerialDescriptor, index: Int): Double =
        at(descriptor, index).decodeDouble()

    override fun decodeCharElement(descriptor: SerialDescriptor, index: Int): Char =
        at(descriptor, index).decodeChar()

    override fun decodeStringElement(descriptor: SerialDescriptor, index: Int): String =
        at(descriptor, index).decodeString()

    override fun decodeInlineElement(descriptor: SerialDescriptor, index: Int): Decoder =
        at(descriptor, index).decodeInline(descriptor.getElementDescriptor(index))

    override fun <T> decodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T>,
        previousValue: T?,
    ): T = at(descriptor, index).decodeSerializableValue(deserializer)

    override fun <T : Any> decodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T?>,
        previousValue: T?,
    ): T? {
        val value = at(descriptor, index)
        return if (deserializer.descriptor.isNullable || value.decodeNotNullMark())
            value.decodeSerializableValue(deserializer)
        else value.decodeNull()
    }

    // Of a value.

    protected fun integer(): String? = literal()?.takeIf { INTEGER.matches(it) }

    protected fun decimal(): String? = literal()?.takeIf { DECIMAL.matches(it) }

    private fun text() = (element as? JsonPrimitive)?.takeIf { it.isString }?.content

    private fun literal() =
        (element as? JsonPrimitive)?.takeIf { it.isString == isKey && it !is JsonNull }?.content

    /** A number of Java's that Kotlin does not know. */
    fun <N> number(type: String, isInteger: Boolean, parse: (String) -> N): N =
        try {
            parse((if (isInteger) integer() else decimal()) ?: expected(type))
        } catch (_: NumberFormatException) {
            expected(type)
        }

    fun expected(type: String): Nothing {
        val found = if (element is JsonNull) ", found null" else ""
        throw JsonProblem("Expected $type$found", "$path")
    }

    companion object {
        private val INTEGER = Regex("-?(0|[1-9][0-9]*)")
        private val DECIMAL = Regex("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
        private val UNSIGNED =
            listOf("UByte", "UShort", "UInt", "ULong").map { "kotlin.$it" }.toSet()

        /** One for a [key] of a map. */
        fun ofKey(key: String): StrictDecoder =
            StrictDecoder(JsonPrimitive(key), JsonPath.ROOT, isKey = true)

        /** One for the value at which [decoder] stands. */
        fun of(decoder: Decoder): StrictDecoder =
            decoder as? StrictDecoder
                ?: StrictDecoder((decoder as JsonDecoder).decodeJsonElement(), JsonPath.ROOT)
    }
}

private class UnsignedDecoder(element: JsonElement, path: JsonPath, isKey: Boolean) :
    StrictDecoder(element, path, isKey) {
    override fun decodeByte() = integer()?.toUByteOrNull()?.toByte() ?: expected("UByte")

    override fun decodeShort() = integer()?.toUShortOrNull()?.toShort() ?: expected("UShort")

    override fun decodeInt() = integer()?.toUIntOrNull()?.toInt() ?: expected("UInt")

    override fun decodeLong() = integer()?.toULongOrNull()?.toLong() ?: expected("ULong")
}

private class ObjectDecoder(private val fields: JsonObject, path: JsonPath) :
    StrictDecoder(fields, path) {
    private var next = 0

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        while (next < descriptor.elementsCount) {
            val index = next++
            if (descriptor.namesOf(index).any { it in fields }) return index
        }
        requireKnown(descriptor)
        return DECODE_DONE
    }

    private fun requireKnown(descriptor: SerialDescriptor) {
        if (descriptor.annotations.any { it is JsonIgnoreUnknownKeys }) return
        val known = (0 until descriptor.elementsCount).flatMap { descriptor.namesOf(it) }.toSet()
        fields.keys
            .firstOrNull { it !in known }
            ?.let { throw JsonProblem("Encountered an unknown key '$it'", "${path.field(it)}") }
    }

    override fun at(descriptor: SerialDescriptor, index: Int): StrictDecoder {
        val name = descriptor.namesOf(index).firstOrNull { it in fields }
        if (name == null) {
            val missing = descriptor.getElementName(index)
            throw JsonProblem("Field '$missing' is required, but it was missing", "$path")
        }
        return StrictDecoder(fields.getValue(name), path.field(name))
    }
}

private class ListDecoder(private val elements: JsonArray, path: JsonPath) :
    StrictDecoder(elements, path) {
    private var next = 0

    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = elements.size

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int =
        if (next < elements.size) next++ else DECODE_DONE

    override fun at(descriptor: SerialDescriptor, index: Int): StrictDecoder =
        if (index in elements.indices) StrictDecoder(elements[index], path.index(index))
        else throw JsonProblem("Expected more than $index elements", "$path")
}

/** Keys have even numbers, their values the odd ones that follow. */
private class MapDecoder(fields: JsonObject, path: JsonPath) : StrictDecoder(fields, path) {
    private val entries = fields.entries.toList()
    private var next = 0

    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = entries.size

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int =
        if (next < 2 * entries.size) next++ else DECODE_DONE

    override fun at(descriptor: SerialDescriptor, index: Int): StrictDecoder {
        val (key, value) =
            entries.getOrNull(index / 2) ?: throw JsonProblem("Expected an entry", "$path")
        val place = path.field(key)
        return if (index % 2 == 0) StrictDecoder(JsonPrimitive(key), place, isKey = true)
        else StrictDecoder(value, place)
    }
}

private fun SerialDescriptor.namesOf(index: Int): List<String> =
    listOf(getElementName(index)) +
        getElementAnnotations(index).filterIsInstance<JsonNames>().flatMap { it.names.toList() }

/** The simple name of the class, as in its source. */
internal fun SerialDescriptor.simpleName(): String =
    serialName.removeSuffix("?").substringAfterLast('.')
