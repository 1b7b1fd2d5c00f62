package dev.landlord.workflow

import dev.restate.common.Slice
import java.util.concurrent.ConcurrentHashMap
import kotlin.reflect.KType
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.serializer

/**
 * Writes values of type [T] to the journal as JSON, with kotlinx.serialization, or with Jackson for
 * classes that are written in Java; `Unit` is an empty entry.
 *
 * Replaces the SDK's own serde, which would generate an unused JSON schema for every step.
 */
@PublishedApi
internal class ResultType<T>(
    private val serializer: KSerializer<T>,
    private val nameFrom: KSerializer<*> = serializer,
) {
    /** The name that the test kit compares: the serial name, with the types of elements. */
    val name: String
        get() = nameFrom.descriptor.describe()

    /** Writes and reads a value of a Java class without a detour over kotlinx.serialization. */
    @Suppress("UNCHECKED_CAST")
    private val jackson
        get() = nameFrom as? JacksonSerializer<T & Any>

    private val isUnit
        get() = serializer === UNIT

    /** Whether `null` is a value of the type. */
    val isNullable: Boolean
        get() = serializer.descriptor.isNullable

    /** Whether Java code passes `null` for a type that has no such value. */
    fun isMissing(value: T): Boolean = value == null && !isUnit && !isNullable

    /** Whether the type may be unable to read a value that it has written. */
    val mayNotReadBack: Boolean
        get() = serializer.descriptor.mayNotReadBack()

    /** This type and `null`, under the same name: Java does not say which values may be `null`. */
    @Suppress("UNCHECKED_CAST")
    fun orNull(): ResultType<T?> =
        if (isUnit || serializer.descriptor.isNullable) this as ResultType<T?>
        else ResultType((serializer as KSerializer<Any>).nullable as KSerializer<T?>, serializer)

    /** @throws IllegalArgumentException if the JSON of [value] cannot be written */
    fun write(value: T): Slice {
        if (isUnit) return Slice.EMPTY
        require(!isMissing(value)) { PayloadErrors.missingValue(name) }
        val json = if (value == null) null else jackson?.write(value)
        return Slice.wrap(json ?: JSON.encodeToString(serializer, value))
    }

    /** [value], where `null` stands for no value: that is Kotlin's `Unit`, and Java's `Void`. */
    @Suppress("UNCHECKED_CAST") fun orUnit(value: T?): T = (if (isUnit) Unit else value) as T

    /**
     * @throws SerializationException if [slice] is not of this type
     * @throws IllegalArgumentException if it is, with a value that the type refuses
     */
    @Suppress("UNCHECKED_CAST")
    fun read(slice: Slice): T =
        if (isUnit) Unit as T
        else {
            // A text: of bytes, Jackson would guess the encoding.
            val json = slice.toByteArray().decodeToString()
            // The serializer knows whether `null` is a value.
            jackson?.read(json) ?: Json.decodeFromString(serializer, json)
        }

    /** Converts a value that is part of other JSON; `Unit` is `null` there. */
    fun toJson(value: T): JsonElement =
        if (isUnit) JsonNull else JSON.encodeToJsonElement(serializer, value)

    /** @throws IllegalArgumentException as in [read]; a missing [json] stands for `null` */
    @Suppress("UNCHECKED_CAST")
    fun fromJson(json: JsonElement?): T =
        if (isUnit) Unit as T else StrictJson.decode(serializer, json ?: JsonNull)

    /** Reads a value like [read], but from a caller, who may have written any text. */
    @Suppress("UNCHECKED_CAST")
    fun readFromCaller(slice: Slice): T =
        if (isUnit) Unit as T else StrictJson.read(serializer, slice)

    /** `null` for `Unit`, which is written as nothing. */
    fun jsonSchema(): JsonObject? = if (isUnit) null else JsonSchema.of(serializer.descriptor)

    companion object {
        private val UNIT = serializer<Unit>()
        val Nothing: ResultType<Unit> = ResultType(UNIT)

        /** @throws IllegalArgumentException if a value could not be written, or not be read back */
        fun <T> of(type: KType): ResultType<T> = of(nameOf(type), type)

        @Suppress("UNCHECKED_CAST")
        fun <T> of(what: String, type: KType): ResultType<T> =
            try {
                ResultType(serializerOf(type) as KSerializer<T>)
            } catch (failure: UnwritableTypeException) {
                val (found, remedy) = failure.type.run { found to remedy }
                throw IllegalArgumentException(
                    PayloadErrors.unserialisable(what, nameOf(type), found, remedy),
                    failure,
                )
            }
    }
}

/** The name of [type] in messages, without the note that Kotlin appends if it has no reflection. */
internal fun nameOf(type: KType): String =
    "$type".removeSuffix(" (Kotlin reflection is not available)")

/**
 * The type that is given to [verb] and the [name] of what it makes: that of [serializer], which the
 * compiler knows at once, or else one for [type], in which there may be Java classes.
 *
 * @throws IllegalArgumentException if a value could not be written, or not be read back
 */
@PublishedApi
internal fun <T> resultType(
    verb: String,
    name: String?,
    type: () -> KType,
    serializer: () -> KSerializer<T>,
): ResultType<T> {
    val known =
        try {
            serializer()
        } catch (_: SerializationException) {
            null
        }
    // For an interface, also one that is written in Java, there is a serializer that fails.
    return if (known != null && unwritable(known.descriptor) == null) ResultType(known)
    else ResultType.of(if (name == null) verb else "$verb(\"$name\")", type())
}

/**
 * A type of fixed depth, made of classes, lists and primitives of Kotlin, reads what it writes. The
 * others may not: a serializer that is written by hand, a class that is found at run time, and one
 * that contains itself, which may be nested without end.
 */
private fun SerialDescriptor.mayNotReadBack(): Boolean =
    when {
        kind is PrimitiveKind -> !serialName.removeSuffix("?").startsWith("kotlin.")
        serialName.removeSuffix("?") in EQUAL -> mayNotReadBack(emptySet())
        else -> READ_BACK.computeIfAbsent(this) { it.mayNotReadBack(emptySet()) }
    }

@OptIn(ExperimentalSerializationApi::class)
private fun SerialDescriptor.mayNotReadBack(within: Set<String>): Boolean =
    when {
        kind is PrimitiveKind -> !serialName.removeSuffix("?").startsWith("kotlin.")
        kind == SerialKind.ENUM || kind == StructureKind.OBJECT -> false
        kind is PolymorphicKind.OPEN || kind == SerialKind.CONTEXTUAL -> true
        serialName in within -> true
        else -> {
            val names = if (isCollection) within else within + serialName
            (0 until elementsCount).any { getElementDescriptor(it).mayNotReadBack(names) }
        }
    }

private val SerialDescriptor.isCollection
    get() = kind == StructureKind.LIST || kind == StructureKind.MAP

private val READ_BACK = ConcurrentHashMap<SerialDescriptor, Boolean>()

private fun SerialDescriptor.describe(): String =
    if (!isCollection) serialName
    else
        (0 until elementsCount).joinToString(prefix = "$serialName<", postfix = ">") {
            getElementDescriptor(it).describe()
        }
