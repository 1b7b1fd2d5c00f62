@file:OptIn(ExperimentalSerializationApi::class)

package dev.landlord.workflow

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.json.JsonClassDiscriminator
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonIgnoreUnknownKeys
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * The JSON schema of a type (draft 2020-12), for Restate's UI and OpenAPI document. Each class has
 * one definition, so that a type may contain itself. Types that Jackson writes, other than values
 * such as `java.time.Instant`, are described as any JSON.
 */
internal class JsonSchema private constructor() {
    private val names = LinkedHashMap<SerialDescriptor, String>()
    private val definitions = LinkedHashMap<String, JsonObject>()

    private fun schema(type: SerialDescriptor, depth: Int = 0): JsonObject {
        if (depth > MAX_DEPTH) return ANYTHING
        val schema = notNull(type.nonNullOriginal, depth)
        return if (type.isNullable) orNull(schema) else schema
    }

    private fun orNull(schema: JsonObject): JsonObject =
        if (schema == ANYTHING) schema
        else
            buildJsonObject {
                putJsonArray("anyOf") {
                    add(schema)
                    addJsonObject { put("type", "null") }
                }
            }

    private fun notNull(type: SerialDescriptor, depth: Int): JsonObject =
        when {
            type.serialName in NUMBERS -> buildJsonObject { put("type", NUMBERS[type.serialName]) }
            type.isAnyJson -> ANYTHING
            type.isInline -> schema(type.getElementDescriptor(0), depth + 1)
            else ->
                when (val kind = type.kind) {
                    is PrimitiveKind -> primitive(kind)
                    SerialKind.ENUM -> enumeration(type)
                    StructureKind.LIST ->
                        buildJsonObject {
                            put("type", "array")
                            put("items", schema(type.getElementDescriptor(0), depth + 1))
                        }
                    StructureKind.MAP ->
                        buildJsonObject {
                            put("type", "object")
                            put(
                                "additionalProperties",
                                schema(type.getElementDescriptor(1), depth + 1),
                            )
                        }
                    StructureKind.CLASS,
                    StructureKind.OBJECT ->
                        if (type.serialName in INLINED) properties(type, depth)
                        else defined(type) { properties(type, depth) }
                    PolymorphicKind.SEALED -> defined(type) { subclasses(type, depth) }
                    else -> ANYTHING
                }
        }

    private fun primitive(kind: PrimitiveKind): JsonObject = buildJsonObject {
        when (kind) {
            PrimitiveKind.BOOLEAN -> put("type", "boolean")
            PrimitiveKind.FLOAT,
            PrimitiveKind.DOUBLE -> put("type", "number")
            PrimitiveKind.STRING -> put("type", "string")
            PrimitiveKind.CHAR -> {
                put("type", "string")
                put("minLength", 1)
                put("maxLength", 1)
            }
            else -> put("type", "integer")
        }
    }

    private fun enumeration(type: SerialDescriptor): JsonObject = buildJsonObject {
        putJsonArray("enum") { repeat(type.elementsCount) { add(type.getElementName(it)) } }
    }

    private fun properties(
        type: SerialDescriptor,
        depth: Int,
        first: JsonObjectBuilder.() -> Unit = {},
        alsoRequired: List<String> = emptyList(),
    ): JsonObject = buildJsonObject {
        put("type", "object")
        putJsonObject("properties") {
            first()
            repeat(type.elementsCount) {
                put(type.getElementName(it), schema(type.getElementDescriptor(it), depth + 1))
            }
        }
        val required =
            alsoRequired +
                (0 until type.elementsCount)
                    .filterNot { type.isElementOptional(it) }
                    .map { type.getElementName(it) }
        if (required.isNotEmpty()) putJsonArray("required") { required.forEach { add(it) } }
        if (type.annotations.none { it is JsonIgnoreUnknownKeys }) {
            put("additionalProperties", false)
        }
    }

    /** Each subclass with its name in the discriminator. */
    private fun subclasses(type: SerialDescriptor, depth: Int): JsonObject = buildJsonObject {
        val field =
            type.annotations.firstNotNullOfOrNull {
                (it as? JsonClassDiscriminator)?.discriminator
            } ?: "type"
        val subclasses = type.getElementDescriptor(1)
        putJsonArray("anyOf") {
            repeat(subclasses.elementsCount) {
                val name = subclasses.getElementName(it)
                add(
                    properties(
                        subclasses.getElementDescriptor(it),
                        depth,
                        { putJsonObject(field) { put("const", name) } },
                        listOf(field),
                    )
                )
            }
        }
    }

    private fun defined(type: SerialDescriptor, make: () -> JsonObject): JsonObject {
        val name =
            names[type]
                ?: nameOf(type).also { name ->
                    names[type] = name
                    definitions[name] = ANYTHING
                    definitions[name] =
                        JsonObject(mapOf("title" to JsonPrimitive(type.simpleName())) + make())
                }
        return buildJsonObject { put("\$ref", "$PREFIX$name") }
    }

    private fun nameOf(type: SerialDescriptor): String {
        val simple = type.simpleName().filter { it.isLetterOrDigit() || it in "_-" }
        return generateSequence(1) { it + 1 }
            .map { if (it == 1) simple else "$simple$it" }
            .first { it !in definitions }
    }

    companion object {
        private const val PREFIX = "#/\$defs/"

        /**
         * Below it a type of a user's own descriptors, which do not know that they are the same.
         */
        private const val MAX_DEPTH = 32

        private val ANYTHING = JsonObject(emptyMap())

        private val NUMBERS =
            mapOf("java.math.BigDecimal" to "number", "java.math.BigInteger" to "integer")

        /** Their descriptors are equal for different types. */
        private val INLINED = setOf("kotlin.Pair", "kotlin.Triple")

        fun of(type: SerialDescriptor): JsonObject {
            val schemas = JsonSchema()
            val root = schemas.schema(type)
            // At the root a class itself, because not every reader follows a reference there.
            val name = (root["\$ref"] as? JsonPrimitive)?.content?.removePrefix(PREFIX)
            val own = name?.let { schemas.definitions.getValue(it) } ?: root
            val others =
                schemas.definitions.filterKeys {
                    it != name || schemas.definitions.values.any { used -> used.refersTo(name) }
                }
            return buildJsonObject {
                put("\$schema", "https://json-schema.org/draft/2020-12/schema")
                own.forEach { (key, value) -> put(key, value) }
                if (others.isNotEmpty()) put("\$defs", JsonObject(others))
            }
        }

        private fun JsonElement.refersTo(name: String?): Boolean =
            "\"\$ref\":\"$PREFIX$name\"" in toString()
    }
}
