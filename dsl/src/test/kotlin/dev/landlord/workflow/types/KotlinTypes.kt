package dev.landlord.workflow.types

import kotlinx.serialization.Contextual
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Polymorphic
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

// Kotlin types of users, grouped by the property that makes them readable and writable or not.

@Serializable data class Order(val id: String, val lines: List<Int> = emptyList())

/** A class without an annotation. */
class Unmarked

@Serializable
enum class Color {
    @SerialName("red") RED,
    BLUE,
}

@Serializable
sealed interface Shape {
    @Serializable @SerialName("circle") data class Circle(val radius: Double) : Shape

    @Serializable @SerialName("square") data class Square(val side: Int) : Shape
}

@Serializable
abstract class Open {
    abstract val name: String
}

interface OpenInterface

@Serializable data class OfOpen(@Polymorphic val open: OpenInterface)

@Serializable data class OfOpenClass(val open: Open)

@Serializable data class Person(val name: String, val manager: Person? = null)

@Serializable data class Node<T>(val value: T, val next: Node<T>? = null)

@Serializable object Singleton

@Serializable @JvmInline value class Id(val text: String)

@Serializable @JvmInline value class OrderId(val order: Order)

@Serializable data class OfKeys(val counts: Map<Order, Int>)

@Serializable data class OfContextual(@Contextual val plain: JavaTypes.Plain)

@Serializable data class OfContextualElements(val plain: List<@Contextual JavaTypes.Plain>)

@Serializable data class OfContextualKeys(val ids: Map<@Contextual java.util.UUID, Int>)

@Serializable data class OfDeepKeys(val inner: List<OfKeys>)

@Serializable
data class Skipping(val id: Int, @Transient val cache: Map<Order, Int> = emptyMap()) {
    val computed: Map<Order, Int>
        get() = cache
}

@Serializable(with = CustomSerializer::class) data class Custom(val map: Map<Order, Int>)

object CustomSerializer : KSerializer<Custom> {
    override val descriptor = PrimitiveSerialDescriptor("Custom", PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: Custom) =
        encoder.encodeString(value.map.entries.joinToString(";") { "${it.key.id}=${it.value}" })

    override fun deserialize(decoder: Decoder) =
        Custom(
            decoder
                .decodeString()
                .split(';')
                .filter { it.isNotEmpty() }
                .associate { Order(it.substringBefore('=')) to it.substringAfter('=').toInt() }
        )
}
