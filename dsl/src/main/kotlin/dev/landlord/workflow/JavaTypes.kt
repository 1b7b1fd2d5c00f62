package dev.landlord.workflow

import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.StreamReadFeature
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonMappingException
import com.fasterxml.jackson.databind.exc.InvalidNullException
import com.fasterxml.jackson.databind.exc.MismatchedInputException
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException
import com.fasterxml.jackson.databind.exc.ValueInstantiationException
import com.fasterxml.jackson.databind.node.NullNode
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonEncoder
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.SerializersModuleBuilder
import kotlinx.serialization.serializerOrNull

// Jackson writes the classes that are written in Java (records, and others of which it keeps every
// field); kotlinx.serialization writes the rest, also as part of a Java class.

/**
 * The serializer of [type], in which there may be Java classes.
 *
 * @throws UnwritableTypeException if a value of it could not be written, or not be read back
 */
internal fun serializerOf(type: KType): KSerializer<*> {
    val classes = javaClassesIn(type).toSet()
    val serializers = classes.associateWith { SERIALIZERS.get(it.java) }
    serializers.values
        .firstNotNullOfOrNull { it.unwritable }
        ?.let { throw UnwritableTypeException(it) }
    val serializer =
        when {
            classes.isEmpty() -> serializerOrNull(type)
            type.arguments.isEmpty() ->
                orNullable(serializers.values.single(), type.isMarkedNullable)
            else -> SerializersModule { classes.forEach { add(it) } }.serializerOrNull(type)
        }
    if (serializer == null) throw UnwritableTypeException(Unwritable(nameOf(type), remedyFor(type)))
    unwritable(serializer.descriptor)?.let { throw UnwritableTypeException(it) }
    return serializer
}

@Suppress("UNCHECKED_CAST")
private fun orNullable(serializer: KSerializer<*>, isNullable: Boolean): KSerializer<*> =
    if (isNullable) (serializer as KSerializer<Any>).nullable else serializer

/** A type of which a value cannot be written, or not be read back. */
internal class UnwritableTypeException(val type: Unwritable) : SerializationException(type.found)

private fun remedyFor(type: KType): String {
    val found = (type.classifier as? KClass<*>)?.java
    return if (found != null && isOfJdk(found)) USE_JDK else ANNOTATE
}

private const val USE_JDK =
    "use a class of your own, or a type such as String, List<String> or Instant"

internal const val ANNOTATE: String = "annotate it with @Serializable, or use another type"

@Suppress("UNCHECKED_CAST")
private fun <T : Any> SerializersModuleBuilder.add(type: KClass<T>) =
    contextual(type, SERIALIZERS.get(type.java) as KSerializer<T>)

private val SERIALIZERS =
    object : ClassValue<JavaSerializer<*>>() {
        override fun computeValue(type: Class<*>): JavaSerializer<*> =
            valueSerializer(type) ?: JacksonSerializer(type)
    }

/** A serializer of a class that is written in Java. */
internal interface JavaSerializer<T : Any> : KSerializer<T> {
    /** The part of the class that cannot be written and read back. */
    val unwritable: Unwritable?
        get() = null
}

private fun javaClassesIn(type: KType): Sequence<KClass<*>> = sequence {
    val found = type.classifier as? KClass<*>
    if (found != null && type.arguments.isEmpty() && isWrittenInJava(found)) yield(found)
    type.arguments.forEach { argument -> argument.type?.let { yieldAll(javaClassesIn(it)) } }
}

/** Classes of the JDK are not meant to be written, except for those that hold plain values. */
@OptIn(InternalSerializationApi::class)
private fun isWrittenInJava(type: KClass<*>): Boolean {
    val found = type.java
    return when {
        found.isAnnotationPresent(Metadata::class.java) -> false
        // kotlinx.serialization has a serializer for each interface, which finds no subclass.
        !found.isInterface && type.serializerOrNull() != null -> false
        isOfJdk(found) -> isJdkValue(found)
        else -> true
    }
}

internal fun isOfJdk(type: Class<*>): Boolean =
    type.name.startsWith("java.") || type.name.startsWith("javax.")

/** Writes the values of a Java class by Jackson, times in ISO 8601, as part of other JSON. */
internal class JacksonSerializer<T : Any>(private val type: Class<T>) : JavaSerializer<T> {
    override val descriptor = SerialDescriptor(type.name, JsonElement.serializer().descriptor)
    private val writer by lazy { JACKSON.writerFor(type) }
    private val reader by lazy {
        JACKSON.readerFor(type)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
    }

    override val unwritable: Unwritable? by lazy {
        JavaTypeCheck().unwritable(JACKSON.constructType(type))
    }

    /** @throws SerializationException if [value] cannot be written */
    fun write(value: T): String {
        NullCheck.check(value, JsonPath.ROOT)
        try {
            return writer.writeValueAsString(value)
        } catch (failure: JsonProcessingException) {
            throw SerializationException(failure.originalMessage, failure)
        }
    }

    /**
     * Reads what [write] has written; `null` if [json] is `null`.
     *
     * @throws JsonProblem if [json] is not that of a [T]
     */
    fun read(json: String): T? = read(JsonPath.ROOT) { reader.readValue<T?>(json) }

    override fun serialize(encoder: Encoder, value: T): Unit =
        (encoder as JsonEncoder).encodeJsonElement(StrictJson.parse(write(value)))

    override fun deserialize(decoder: Decoder): T {
        val at = (decoder as? StrictDecoder)?.path ?: JsonPath.ROOT
        val json = (decoder as JsonDecoder).decodeJsonElement()
        return (if (json is JsonNull) null else read(at) { reader.readValue<T?>(json.toString()) })
            ?: throw JsonProblem("Expected ${type.simpleName}, found null", "$at")
    }

    private inline fun read(at: JsonPath, read: () -> T?): T? {
        val value =
            try {
                read()
            } catch (failure: JsonProcessingException) {
                // Jackson takes what a constructor throws for a reason that is in the value.
                throw failure.cause as? VirtualMachineError ?: problem(failure, at)
            }
        // Jackson's tree has a node for `null`.
        if (value == null || value is NullNode) return null
        NullCheck.check(value, at)
        return value
    }

    /** The problem and its place; omits the value that was found, which may be a secret. */
    private fun problem(failure: JsonProcessingException, at: JsonPath): JsonProblem {
        val path =
            (failure as? JsonMappingException)?.path.orEmpty().fold(at) { outer, step ->
                step.fieldName?.let(outer::field) ?: outer.index(step.index)
            }
        return when (failure) {
            is UnrecognizedPropertyException ->
                JsonProblem("Encountered an unknown key '${failure.propertyName}'", "$path")
            is ValueInstantiationException ->
                JsonProblem(
                    failure.cause?.message ?: "a value that ${type.simpleName} refuses",
                    "$path",
                )
            is InvalidNullException -> JsonProblem("Expected a value, found null", "$path")
            is MismatchedInputException ->
                JsonProblem(
                    MISSING.find(failure.originalMessage)?.let {
                        "Field '${it.groupValues[1]}' is required, but it was missing"
                    } ?: "Expected ${failure.targetType?.simpleName ?: type.simpleName}",
                    "$path",
                )
            is KotlinProblem ->
                JsonProblem(failure.problem.reason, "$path${failure.problem.path.drop(1)}")
            else -> JsonProblem("Expected the JSON of ${type.simpleName}", "$path")
        }
    }
}

/** Jackson's message about a missing component of a record. */
private val MISSING = Regex("^Missing required creator property '([^']+)'")
