package dev.landlord.workflow

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.JsonStreamContext
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.core.StreamReadConstraints
import com.fasterxml.jackson.core.exc.StreamConstraintsException
import com.fasterxml.jackson.core.io.JsonEOFException
import dev.landlord.workflow.engine.MAX_DEPTH
import dev.restate.common.Slice
import java.nio.charset.CharacterCodingException
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/**
 * Reads the JSON that a caller sends, for Kotlin types and for Java types: RFC 8259 in UTF-8, one
 * value, each field of an object once, and at most [MAX_DEPTH] levels. Numbers keep their digits.
 */
internal object StrictJson {
    private val FACTORY =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Int.MAX_VALUE)
                    .build()
            )
            .build()

    /** @throws JsonProblem if [json] is not the JSON of a [T] */
    fun <T> read(type: DeserializationStrategy<T>, json: Slice): T = decode(type, parse(json))

    /** @throws JsonProblem if [json] is not that of a [T] */
    fun <T> decode(type: DeserializationStrategy<T>, json: JsonElement): T =
        StrictDecoder(json, JsonPath.ROOT).decodeSerializableValue(type)

    /** @throws JsonProblem if [json] is not JSON */
    fun parse(json: Slice): JsonElement =
        try {
            parse(json.toByteArray().decodeToString(throwOnInvalidSequence = true))
        } catch (_: CharacterCodingException) {
            throw JsonProblem("Expected JSON in UTF-8", JSON_ROOT)
        }

    /** @throws JsonProblem if [json] is not JSON */
    fun parse(json: String): JsonElement =
        FACTORY.createParser(json).use { parser ->
            try {
                parser.nextToken() ?: throw JsonProblem("Expected JSON, found nothing", JSON_ROOT)
                val element = element(parser)
                if (parser.nextToken() != null) {
                    throw JsonProblem("Expected the end of the JSON, found more", JSON_ROOT)
                }
                element
            } catch (failure: JsonProcessingException) {
                throw JsonProblem(reason(failure), "${path(parser.parsingContext)}")
            }
        }

    /** The value at which [parser] stands. */
    fun element(parser: JsonParser): JsonElement =
        when (parser.currentToken()) {
            JsonToken.START_OBJECT -> objectOf(parser)
            JsonToken.START_ARRAY ->
                JsonArray(
                    buildList {
                        while (parser.nextToken() != JsonToken.END_ARRAY) add(element(parser))
                    }
                )
            JsonToken.VALUE_TRUE -> JsonPrimitive(true)
            JsonToken.VALUE_FALSE -> JsonPrimitive(false)
            JsonToken.VALUE_NULL -> JsonNull
            JsonToken.VALUE_NUMBER_INT,
            JsonToken.VALUE_NUMBER_FLOAT -> number(parser.text)
            else -> JsonPrimitive(parser.text)
        }

    private fun objectOf(parser: JsonParser): JsonObject {
        val fields = LinkedHashMap<String, JsonElement>()
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            val name = parser.currentName()
            if (name in fields) {
                throw JsonProblem(
                    "Expected field '$name' once, found it again",
                    "${path(parser.parsingContext)}",
                )
            }
            parser.nextToken()
            fields[name] = element(parser)
        }
        return JsonObject(fields)
    }

    /** Says where, and never what was found, which may be a secret. */
    private fun reason(failure: JsonProcessingException): String {
        val at = failure.location?.let { " at line ${it.lineNr}, column ${it.columnNr}" }.orEmpty()
        return when (failure) {
            is JsonEOFException -> "Expected more, found the end of the JSON$at"
            is StreamConstraintsException ->
                "Expected JSON of at most $MAX_DEPTH levels and numbers of at most 1000 digits$at"
            else -> "Expected JSON, found something else$at"
        }
    }

    private fun path(context: JsonStreamContext): JsonPath {
        val parent = context.parent?.let { path(it) } ?: return JsonPath.ROOT
        val outer = context.parent
        return when {
            outer.inObject() -> parent.field(outer.currentName.orEmpty())
            outer.inArray() -> parent.index(outer.currentIndex)
            else -> parent
        }
    }

    private const val JSON_ROOT = "$"
}

/** A number with exactly these digits; as a `JsonPrimitive` it would be read as a `Double`. */
@OptIn(ExperimentalSerializationApi::class)
internal fun number(digits: String): JsonPrimitive = JsonUnquotedLiteral(digits)

/** JSON that is not of the type as which it is read. The text never quotes a value. */
internal class JsonProblem(
    val reason: String,
    /** The place in the JSON: `$.lines[0].price`. */
    val path: String,
) : SerializationException("$reason at path: $path")

/** A place in JSON: `$.lines[0].price`. */
internal class JsonPath
private constructor(
    private val outer: JsonPath?,
    private val field: String? = null,
    private val index: Int = 0,
) {
    fun field(name: String): JsonPath = JsonPath(this, field = name)

    fun index(index: Int): JsonPath = JsonPath(this, index = index)

    private val own
        get() = if (outer == null) "$" else if (field != null) ".$field" else "[$index]"

    /** A long path, of deeply nested JSON, without the middle: `$[0][0][0]…[0][0].name`. */
    override fun toString(): String {
        val parts = generateSequence(this) { it.outer }.map { it.own }.toList().asReversed()
        return if (parts.size <= MAX_PARTS) parts.joinToString("")
        else (parts.take(FIRST_PARTS) + "…" + parts.takeLast(LAST_PARTS)).joinToString("")
    }

    companion object {
        val ROOT: JsonPath = JsonPath(null)

        /** The parts of a path that is shown in full, the root included. */
        private const val MAX_PARTS = 12
        private const val FIRST_PARTS = 4
        private const val LAST_PARTS = 3
    }
}
