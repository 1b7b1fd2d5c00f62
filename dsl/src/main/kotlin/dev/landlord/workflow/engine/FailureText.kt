package dev.landlord.workflow.engine

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.StreamReadConstraints
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper

// The grammar in which the text of a failure holds a type and values, because Restate keeps the
// text of a failure and nothing else. To be removed when the SDK has metadata of failures.
//
//     text   = words [ " [" type " " json "]" ]
//     words  : in which nothing looks like " [type {", so that the first place that does is the
// type
//     type   : the name of a class
//     json   : an object, at most MAX_DEPTH levels deep

/** The three parts of the text of a typed failure. */
internal class TypedText(val words: String, val type: String, val json: String)

/** The parts of [text]; `null` if it has no type and values. */
internal fun typedIn(text: String): TypedText? {
    if (!text.endsWith("}]")) return null
    val values = VALUES.find(text) ?: return null
    val json = text.substring(values.range.last, text.length - 1)
    // A lenient parser would skip what it does not know, and with it the end of a forged text.
    if (strictJson(json) == null) return null
    return TypedText(text.substring(0, values.range.first), values.groupValues[1], json)
}

/** The text of a typed failure; `null` if [type] and [json] do not fit the grammar. */
internal fun typedText(words: String, type: String, json: String): String? {
    val values = " [$type $json]"
    return if (VALUES.matchesAt(values, 0)) escaped(words) + values else null
}

/** The words of a failure's [text], without its type and values. */
internal fun wordsIn(text: String): String = typedIn(text)?.words ?: text

/** [text] with [more] words. Those of a typed failure stand before its type and values. */
internal fun withWords(text: String, more: String): String {
    val values = if (text.endsWith("}]")) VALUES.find(text)?.range?.first else null
    return if (values == null) text + more
    else text.substring(0, values) + escaped(more) + text.substring(values)
}

internal fun strictJson(text: String): JsonNode? =
    try {
        STRICT.readTree(text)
    } catch (_: JsonProcessingException) {
        null
    }

/** [text], in which nothing looks like type and values. */
private fun escaped(text: String): String =
    text.replace(VALUES) { it.value.replaceFirst(" [", " [ ") }

private val VALUES = Regex(" \\[([^\\s\\[\\]{}]+) \\{")

/**
 * How deep arrays and objects may be nested, in what is written and in what a caller sends. Half of
 * what kotlinx.serialization reads, 400 levels; Jackson reads 1,000.
 */
internal const val MAX_DEPTH: Int = 200

private val STRICT: ObjectMapper =
    ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    // Deeper JSON is text: kotlinx.serialization could not read it.
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build()
                )
                .build()
        )
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)

/** The longest text of a failure, and the longest subject of a request, in characters. */
internal const val MAX_TEXT: Int = 64 * 1024

/** This text, cut after [limit] characters with a note that says so. */
internal fun String.shortened(limit: Int = MAX_TEXT): String =
    if (length <= limit) this
    else take(limit) + " … (shortened: $length characters, a journal keeps $limit)"
