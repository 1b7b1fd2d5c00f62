@file:OptIn(ExperimentalSerializationApi::class)

package dev.landlord.workflow

import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal

/** A part of a type that cannot be written as JSON and read back, and the remedy. */
internal class Unwritable(val found: String, val remedy: String)

/**
 * The part of [type] that kotlinx.serialization cannot write without knowing more than the type:
 * the subclasses of an open class, a contextual serializer, a key of a map that is not one value.
 * The processor decides the same way (LW008).
 */
internal fun unwritable(type: SerialDescriptor): Unwritable? =
    when {
        type.kind is PrimitiveKind || type.kind == SerialKind.ENUM -> null
        type.kind == StructureKind.LIST -> unwritable(type.getElementDescriptor(0))
        type.isNullable -> unwritable(type.nonNullOriginal)
        type.serialName in EQUAL -> Search().find(type)
        else -> checked(type).orElse(null)
    }

/** The first look is on the path of every step; `computeIfAbsent` would allocate for it. */
private fun checked(type: SerialDescriptor): Optional<Unwritable> =
    CHECKED[type] ?: CHECKED.computeIfAbsent(type) { Optional.ofNullable(Search().find(it)) }

private val CHECKED = ConcurrentHashMap<SerialDescriptor, Optional<Unwritable>>()

/** Different types whose descriptors are equal. */
internal val EQUAL = setOf("kotlin.Pair", "kotlin.Triple")

private class Search {
    private val seen = HashSet<SerialDescriptor>()

    fun find(type: SerialDescriptor, depth: Int = 0): Unwritable? {
        val isNew = type.serialName in EQUAL || seen.add(type)
        if (!isNew || depth > MAX_DEPTH || type.isAnyJson) return null
        return when (type.kind) {
            PolymorphicKind.OPEN -> open(type)
            SerialKind.CONTEXTUAL -> contextual()
            StructureKind.MAP -> key(type.getElementDescriptor(0)) ?: elements(type, depth)
            PolymorphicKind.SEALED -> elements(type.getElementDescriptor(1), depth)
            else -> elements(type, depth)
        }
    }

    private fun elements(type: SerialDescriptor, depth: Int): Unwritable? =
        (0 until type.elementsCount).firstNotNullOfOrNull {
            find(type.getElementDescriptor(it), depth + 1)
        }

    private fun key(type: SerialDescriptor): Unwritable? {
        if (type.kind == SerialKind.CONTEXTUAL) return contextual()
        val value = generateSequence(type) { it.takeIf { it.isInline }?.getElementDescriptor(0) }
        val isOne =
            value.none { it.isNullable } &&
                value.last().let { it.kind is PrimitiveKind || it.kind == SerialKind.ENUM }
        return if (isOne) null
        else
            Unwritable(
                "a map with keys of type ${type.serialName}",
                "use keys that are text, a number, a boolean or an enum, or a list of pairs",
            )
    }

    private fun open(type: SerialDescriptor): Unwritable {
        val name = type.getElementDescriptor(1).serialName.substringAfter('<').substringBefore('>')
        return Unwritable("$name, which is abstract and not sealed", "make it sealed")
    }

    private fun contextual(): Unwritable =
        Unwritable(
            "a value that is @Contextual",
            "give it a serializer: @Serializable(with = …)",
        )

    private companion object {
        const val MAX_DEPTH = 32
    }
}

/** Whether it stands for any JSON: a `JsonElement`, or what Jackson writes. */
internal val SerialDescriptor.isAnyJson: Boolean
    get() =
        serialName.removeSuffix("?") in ANY_JSON ||
            kind == PolymorphicKind.SEALED &&
                elementsCount > 0 &&
                getElementName(0) == "JsonPrimitive"

private val ANY_JSON =
    listOf("JsonElement", "JsonPrimitive", "JsonNull", "JsonLiteral")
        .map { "kotlinx.serialization.json.$it" }
        .toSet()
