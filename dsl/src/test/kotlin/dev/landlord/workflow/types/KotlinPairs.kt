package dev.landlord.workflow.types

import kotlinx.serialization.Serializable

/** Classes that are equal to the records in JavaPairs.java: each pair accepts the same JSON. */
object KotlinPair {
    @Serializable data class OfBoolean(val value: Boolean)

    @Serializable data class OfByte(val value: Byte)

    @Serializable data class OfShort(val value: Short)

    @Serializable data class OfInt(val value: Int)

    @Serializable data class OfLong(val value: Long)

    @Serializable data class OfFloat(val value: Float)

    @Serializable data class OfDouble(val value: Double)

    @Serializable data class OfChar(val value: Char)

    @Serializable data class OfString(val value: String)

    @Serializable data class OfEnum(val value: JavaTypes.Kind)

    @Serializable data class OfNullable(val value: Int? = null)

    @Serializable data class OfList(val value: List<Int>)

    @Serializable data class OfNullables(val value: List<Int?>)

    @Serializable data class OfNested(val value: List<List<Int?>>)

    @Serializable class OfBytes(val value: ByteArray)

    @Serializable data class OfMap(val value: Map<String, Int>)

    @Serializable data class OfIntKeys(val value: Map<Int, Int>)

    @Serializable data class OfEnumKeys(val value: Map<JavaTypes.Kind, Int>)

    @Serializable data class OfObject(val value: OfInt)

    @Serializable data class OfNullableObject(val value: OfNullable)

    @Serializable data class Of<T>(val value: T)
}
