package dev.landlord.workflow

import com.fasterxml.jackson.core.JsonGenerator
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.Version
import com.fasterxml.jackson.databind.BeanDescription
import com.fasterxml.jackson.databind.BeanProperty
import com.fasterxml.jackson.databind.DeserializationConfig
import com.fasterxml.jackson.databind.DeserializationContext
import com.fasterxml.jackson.databind.JavaType
import com.fasterxml.jackson.databind.JsonDeserializer
import com.fasterxml.jackson.databind.JsonMappingException
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.JsonSerializer
import com.fasterxml.jackson.databind.KeyDeserializer
import com.fasterxml.jackson.databind.Module
import com.fasterxml.jackson.databind.SerializationConfig
import com.fasterxml.jackson.databind.SerializerProvider
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier
import com.fasterxml.jackson.databind.deser.ContextualDeserializer
import com.fasterxml.jackson.databind.deser.Deserializers
import com.fasterxml.jackson.databind.deser.KeyDeserializers
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer
import com.fasterxml.jackson.databind.jsontype.TypeSerializer
import com.fasterxml.jackson.databind.ser.Serializers
import com.fasterxml.jackson.databind.type.ArrayType
import com.fasterxml.jackson.databind.util.AccessPattern
import java.lang.reflect.AnnotatedElement
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.BooleanArraySerializer
import kotlinx.serialization.builtins.ByteArraySerializer
import kotlinx.serialization.builtins.CharArraySerializer
import kotlinx.serialization.builtins.DoubleArraySerializer
import kotlinx.serialization.builtins.FloatArraySerializer
import kotlinx.serialization.builtins.IntArraySerializer
import kotlinx.serialization.builtins.LongArraySerializer
import kotlinx.serialization.builtins.ShortArraySerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.serializer
import kotlinx.serialization.serializerOrNull

/**
 * The values in Java classes are those in Kotlin classes, written and read by the same code:
 * numbers, text, booleans, plain enums, the values of the JDK, and every Kotlin class that is
 * `@Serializable`.
 */
internal class SharedValues : Module() {
    override fun getModuleName(): String = "landlord"

    override fun version(): Version = Version.unknownVersion()

    override fun setupModule(context: SetupContext) {
        context.addSerializers(Writers())
        context.addDeserializers(Readers())
        context.addBeanDeserializerModifier(StrictValues())
        context.addBeanSerializerModifier(ReadableOnly())
        context.addKeySerializers(KeyWriters())
        context.addKeyDeserializers(Keys())
    }
}

/** The serializer of a [type] that a Java class contains, if Kotlin has one. */
@OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class)
internal fun sharedSerializer(type: JavaType): KSerializer<*>? {
    val found = type.rawClass
    return VALUES[found]
        ?: when {
            isJdkValue(found) -> valueSerializer(found)
            found.isEnum && isPlainEnum(found) -> found.kotlin.serializerOrNull()
            !found.isAnnotationPresent(Metadata::class.java) -> null
            type.containedTypeCount() == 0 -> found.kotlin.serializerOrNull()
            else -> {
                val arguments =
                    (0 until type.containedTypeCount()).map {
                        sharedSerializer(type.containedType(it)) ?: return null
                    }
                try {
                    serializer(found.kotlin, arguments, isNullable = false)
                } catch (_: SerializationException) {
                    null
                }
            }
        }
}

/** Without annotations of Jackson's, which give constants other names. */
private fun isPlainEnum(type: Class<*>): Boolean =
    listOf<AnnotatedElement>(
            *type.declaredFields,
            *type.declaredMethods,
            *type.declaredConstructors,
        )
        .none {
            it.annotations.any { annotation ->
                annotation.annotationClass.java.name.startsWith("com.fasterxml.jackson")
            }
        }

private val VALUES: Map<Class<*>, KSerializer<*>> = buildMap {
    put(String::class.java, String.serializer())
    put(BooleanArray::class.java, BooleanArraySerializer())
    put(ByteArray::class.java, ByteArraySerializer())
    put(ShortArray::class.java, ShortArraySerializer())
    put(IntArray::class.java, IntArraySerializer())
    put(LongArray::class.java, LongArraySerializer())
    put(FloatArray::class.java, FloatArraySerializer())
    put(DoubleArray::class.java, DoubleArraySerializer())
    put(CharArray::class.java, CharArraySerializer())
    for ((type, serializer) in
        listOf(
            Boolean::class to Boolean.serializer(),
            Byte::class to Byte.serializer(),
            Short::class to Short.serializer(),
            Int::class to Int.serializer(),
            Long::class to Long.serializer(),
            Float::class to Float.serializer(),
            Double::class to Double.serializer(),
            Char::class to Char.serializer(),
        )) {
        put(type.javaPrimitiveType as Class<*>, serializer)
        put(type.javaObjectType, serializer)
    }
}

private class Writers : Serializers.Base() {
    override fun findSerializer(
        config: SerializationConfig,
        type: JavaType,
        description: BeanDescription,
    ): JsonSerializer<*>? =
        when {
            JsonNode::class.java.isAssignableFrom(type.rawClass) -> JsonTreeWriter
            type.rawClass.isAnnotationPresent(Metadata::class.java) || type.rawClass in DECIMALS ->
                sharedSerializer(type)?.let(::Writer)
            else -> null
        }

    override fun findArraySerializer(
        config: SerializationConfig,
        type: ArrayType,
        description: BeanDescription,
        elementTypes: TypeSerializer?,
        elements: JsonSerializer<Any>?,
    ): JsonSerializer<*>? = VALUES[type.rawClass]?.let(::Writer)

    private companion object {
        /** Jackson writes `NaN` as text, which is not read. */
        val DECIMALS =
            setOf(Float::class, Double::class)
                .flatMap { listOf(it.javaPrimitiveType, it.javaObjectType) }
                .toSet()
    }
}

private open class Writer(type: KSerializer<*>) : JsonSerializer<Any>() {
    @Suppress("UNCHECKED_CAST") protected val type: KSerializer<Any> = type as KSerializer<Any>

    override fun serialize(value: Any, generator: JsonGenerator, provider: SerializerProvider) =
        generator.writeRawValue(JSON.encodeToString(type, value))
}

/** The constants of Kotlin's enums may have other names. */
private class KeyWriters : Serializers.Base() {
    override fun findSerializer(
        config: SerializationConfig,
        type: JavaType,
        description: BeanDescription,
    ): JsonSerializer<*>? =
        if (type.isEnumType && type.rawClass.isAnnotationPresent(Metadata::class.java))
            sharedSerializer(type)?.let(::KeyWriter)
        else null
}

private class KeyWriter(type: KSerializer<*>) : Writer(type) {
    override fun serialize(value: Any, generator: JsonGenerator, provider: SerializerProvider) =
        generator.writeFieldName(JSON.encodeToJsonElement(type, value).jsonPrimitive.content)
}

private class Readers : Deserializers.Base() {
    override fun findBeanDeserializer(
        type: JavaType,
        config: DeserializationConfig,
        description: BeanDescription,
    ): JsonDeserializer<*>? =
        if (type.rawClass.isAnnotationPresent(Metadata::class.java) || type.rawClass in VALUES)
            sharedSerializer(type)?.let { Reader(it, type) }
        else null

    override fun findEnumDeserializer(
        type: Class<*>,
        config: DeserializationConfig,
        description: BeanDescription,
    ): JsonDeserializer<*>? =
        sharedSerializer(description.type)?.let { Reader(it, description.type) }

    override fun findArrayDeserializer(
        type: ArrayType,
        config: DeserializationConfig,
        description: BeanDescription,
        elementTypes: TypeDeserializer?,
        elements: JsonDeserializer<*>?,
    ): JsonDeserializer<*>? = VALUES[type.rawClass]?.let { Reader(it, type) }
}

/** Values of the JDK keep what `@JsonFormat` says. */
private class StrictValues : BeanDeserializerModifier() {
    override fun modifyDeserializer(
        config: DeserializationConfig,
        description: BeanDescription,
        deserializer: JsonDeserializer<*>,
    ): JsonDeserializer<*> {
        val serializer = valueSerializer(description.beanClass) ?: return deserializer
        return FormattedReader(serializer, description.type, deserializer)
    }
}

private open class Reader(private val serializer: KSerializer<*>, private val type: JavaType) :
    JsonDeserializer<Any>() {
    override fun deserialize(parser: JsonParser, context: DeserializationContext): Any? =
        try {
            StrictJson.decode(serializer, StrictJson.element(parser))
        } catch (problem: JsonProblem) {
            throw KotlinProblem(parser, problem)
        }

    override fun getNullAccessPattern(): AccessPattern = AccessPattern.DYNAMIC

    override fun getNullValue(context: DeserializationContext): Any? =
        if (type.isPrimitive)
            throw KotlinProblem(
                context.parser,
                JsonProblem("Expected ${type.rawClass.simpleName}, found null", "$"),
            )
        else null
}

private class FormattedReader(
    serializer: KSerializer<*>,
    type: JavaType,
    private val formatted: JsonDeserializer<*>,
) : Reader(serializer, type), ContextualDeserializer {
    override fun createContextual(
        context: DeserializationContext,
        property: BeanProperty?,
    ): JsonDeserializer<*> {
        val format = property?.member?.let { context.annotationIntrospector.findFormat(it) }
        return if (format == null) this
        else
            (formatted as? ContextualDeserializer)?.createContextual(context, property) ?: formatted
    }
}

/** Keys are the text of a value. */
private class Keys : KeyDeserializers {
    override fun findKeyDeserializer(
        type: JavaType,
        config: DeserializationConfig,
        description: BeanDescription,
    ): KeyDeserializer? =
        sharedSerializer(type)?.let { serializer ->
            object : KeyDeserializer() {
                override fun deserializeKey(key: String, context: DeserializationContext): Any? =
                    try {
                        StrictDecoder.ofKey(key).decodeSerializableValue(serializer)
                    } catch (problem: JsonProblem) {
                        throw KotlinProblem(context.parser, problem)
                    }
            }
        }
}

/** A problem in a part of the JSON that Kotlin reads. */
internal class KotlinProblem(parser: JsonParser?, val problem: JsonProblem) :
    JsonMappingException(parser, problem.reason)
