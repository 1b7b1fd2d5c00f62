package dev.landlord.workflow

import dev.restate.common.Slice
import kotlin.reflect.KType
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.serializer

/**
 * How a value of type [T] is written to the journal: as JSON, by kotlinx.serialization or, what is
 * written in Java, by Jackson; and `Unit` as nothing at all.
 *
 * Not the SDK's own serde, which would generate a JSON schema for every step that nobody reads.
 */
@PublishedApi
internal class ResultType<T>(private val serializer: KSerializer<T>) {
    /** What the test kit compares: the serial name, with the types of elements. */
    val name: String
        get() = serializer.descriptor.describe()

    private val isUnit
        get() = serializer === UNIT

    fun write(value: T): Slice =
        if (isUnit) Slice.EMPTY else Slice.wrap(Json.encodeToString(serializer, value))

    /**
     * @throws SerializationException if [slice] is not of this type
     * @throws IllegalArgumentException if it is, with a value that the type refuses
     */
    @Suppress("UNCHECKED_CAST")
    fun read(slice: Slice): T =
        if (isUnit) Unit as T
        else Json.decodeFromString(serializer, slice.toByteArray().decodeToString())

    /** As part of other JSON; `Unit` is `null` there. */
    fun toJson(value: T): JsonElement =
        if (isUnit) JsonNull else Json.encodeToJsonElement(serializer, value)

    /** @throws IllegalArgumentException as [read] does; what is not there stands for `null` */
    @Suppress("UNCHECKED_CAST")
    fun fromJson(json: JsonElement?): T =
        if (isUnit) Unit as T else Json.decodeFromJsonElement(serializer, json ?: JsonNull)

    companion object {
        private val UNIT = serializer<Unit>()
        val Nothing: ResultType<Unit> = ResultType(UNIT)

        /** @throws IllegalArgumentException if there is no serializer for it */
        @Suppress("UNCHECKED_CAST")
        fun <T> of(type: KType): ResultType<T> =
            serializerOf(type)?.let { ResultType(it as KSerializer<T>) }
                ?: throw IllegalArgumentException(Advice.unserialisable("$type", "$type"))
    }
}

/**
 * The type that is given for [what]: that of [serializer], which the compiler knows at once, or
 * else one for [type], in which there may be Java classes.
 *
 * @throws IllegalArgumentException if there is no serializer for it
 */
@PublishedApi
@Suppress("UNCHECKED_CAST")
internal fun <T> resultType(
    what: String,
    type: () -> KType,
    serializer: () -> KSerializer<T>,
): ResultType<T> =
    try {
        ResultType(serializer())
    } catch (failure: SerializationException) {
        val found = type()
        serializerOf(found)?.let { ResultType(it as KSerializer<T>) }
            ?: throw IllegalArgumentException(Advice.unserialisable(what, "$found"), failure)
    }

private fun SerialDescriptor.describe(): String =
    if (kind != StructureKind.LIST && kind != StructureKind.MAP) serialName
    else
        (0 until elementsCount).joinToString(prefix = "$serialName<", postfix = ">") {
            getElementDescriptor(it).describe()
        }
