package dev.landlord.workflow

import com.fasterxml.jackson.annotation.JsonTypeInfo
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.databind.JsonMappingException
import com.fasterxml.jackson.databind.exc.MismatchedInputException
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException
import com.fasterxml.jackson.databind.exc.ValueInstantiationException
import java.lang.reflect.Modifier
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonEncoder
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.SerializersModuleBuilder
import kotlinx.serialization.serializerOrNull

// What is written in Java (records, and other classes that Jackson can write) is written by
// Jackson; the rest, and what holds it, by kotlinx.serialization.

/** The serializer of [type], in which there may be Java classes; `null` if there is none. */
internal fun serializerOf(type: KType): KSerializer<*>? {
    val classes = javaClassesIn(type).toSet()
    if (classes.isEmpty()) return serializerOrNull(type)
    if (classes.any { SERIALIZERS.get(it.java).isUnable }) return null
    if (type.arguments.isEmpty()) {
        val serializer = SERIALIZERS.get(classes.single().java)
        return if (type.isMarkedNullable) serializer.nullable else serializer
    }
    val module = SerializersModule { classes.forEach { add(it) } }
    return module.serializerOrNull(type)
}

/** Whether Jackson writes some of it. */
internal fun hasJavaClasses(type: KType): Boolean = javaClassesIn(type).any()

@Suppress("UNCHECKED_CAST")
private fun <T : Any> SerializersModuleBuilder.add(type: KClass<T>) =
    contextual(type, SERIALIZERS.get(type.java) as KSerializer<T>)

private val SERIALIZERS =
    object : ClassValue<JacksonSerializer<Any>>() {
        @Suppress("UNCHECKED_CAST")
        override fun computeValue(type: Class<*>) = JacksonSerializer(type as Class<Any>)
    }

private fun javaClassesIn(type: KType): Sequence<KClass<*>> = sequence {
    val found = type.classifier as? KClass<*>
    if (found != null && type.arguments.isEmpty() && isWrittenByJackson(found)) yield(found)
    type.arguments.forEach { argument -> argument.type?.let { yieldAll(javaClassesIn(it)) } }
}

/** Classes of the JDK are not meant to be written, but for those that hold plain values. */
@OptIn(InternalSerializationApi::class)
private fun isWrittenByJackson(type: KClass<*>): Boolean {
    val found = type.java
    return when {
        found.isAnnotationPresent(Metadata::class.java) -> false
        // For interfaces kotlinx.serialization has one that finds nothing.
        !found.isInterface && type.serializerOrNull() != null -> false
        found.name.startsWith("java") -> found.packageName in VALUES || found.name in VALUES
        found.isInterface || Modifier.isAbstract(found.modifiers) ->
            found.isAnnotationPresent(JsonTypeInfo::class.java)
        else -> true
    }
}

private val VALUES = setOf("java.time", "java.math", "java.util.UUID", "java.net.URI")

/** Writes the values of a Java class by Jackson, times in ISO 8601, as part of other JSON. */
private class JacksonSerializer<T : Any>(private val type: Class<T>) : KSerializer<T> {
    override val descriptor = SerialDescriptor(type.name, JsonElement.serializer().descriptor)
    private val writer = JACKSON.writerFor(type)

    /** Whether Jackson finds no way to write it, or none to make it again. */
    @Suppress("DEPRECATION")
    val isUnable: Boolean =
        !JACKSON.canSerialize(type) || !JACKSON.canDeserialize(JACKSON.constructType(type))

    override fun serialize(encoder: Encoder, value: T) {
        val json =
            try {
                writer.writeValueAsString(value)
            } catch (failure: JsonProcessingException) {
                throw SerializationException(failure.originalMessage, failure)
            }
        val element = Json.parseToJsonElement(json).withExactNumbers()
        (encoder as JsonEncoder).encodeJsonElement(element)
    }

    override fun deserialize(decoder: Decoder): T {
        val json = (decoder as JsonDecoder).decodeJsonElement()
        if (json is JsonNull) {
            throw SerializationException("Expected ${type.simpleName} at path: $, found null")
        }
        return try {
            JACKSON.readValue(json.toString(), type)
        } catch (failure: JsonProcessingException) {
            throw SerializationException(words(failure))
        }
    }

    /** What is wrong and where; never what was found, which may be a secret. */
    private fun words(failure: JsonProcessingException): String {
        val path = (failure as? JsonMappingException)?.path.orEmpty()
        val at =
            path.joinToString("", "$") { it.fieldName?.let { name -> ".$name" } ?: "[${it.index}]" }
        return when (failure) {
            is UnrecognizedPropertyException ->
                "Encountered an unknown key '${failure.propertyName}' at path: $at"
            is ValueInstantiationException ->
                "${failure.cause?.message ?: "a value that ${type.simpleName} refuses"} at path: $at"
            is MismatchedInputException ->
                MISSING.find(failure.originalMessage)?.let {
                    "Field '${it.groupValues[1]}' is required, but it was missing at path: $at"
                } ?: "Expected ${failure.targetType?.simpleName ?: type.simpleName} at path: $at"
            else -> "Expected the JSON of ${type.simpleName} at path: $at"
        }
    }
}

/** Otherwise a number that is no whole one would be written as a `Double`, digits lost. */
@OptIn(ExperimentalSerializationApi::class)
private fun JsonElement.withExactNumbers(): JsonElement =
    when (this) {
        is JsonArray -> JsonArray(map { it.withExactNumbers() })
        is JsonObject -> JsonObject(mapValues { it.value.withExactNumbers() })
        is JsonPrimitive -> if (isNumber) JsonUnquotedLiteral(content) else this
    }

private val JsonPrimitive.isNumber
    get() = !isString && content.first() in "-0123456789"

/** What Jackson says of a component of a record that is not there. */
private val MISSING = Regex("^Missing required creator property '([^']+)'")
