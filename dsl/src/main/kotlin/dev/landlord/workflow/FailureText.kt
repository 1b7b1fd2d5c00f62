package dev.landlord.workflow

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.StreamReadConstraints
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.serializerOrNull

// How a business failure stands in a journal, which keeps the text of a failure and nothing else:
// `out of quota: at most 5 [com.acme.OutOfQuota {"limit":5}]`. Its message is words, in which
// nothing looks like type and values; so the first place that does is where these begin.

/**
 * The text of this failure: its message, shortened to [MAX_TEXT] characters, and its values of up
 * to [MAX_VALUES] characters. The message is code of the user, which may throw.
 */
internal fun BusinessFailure.text(): String {
    val type = javaClass.name
    val message = shortened(safeMessage)
    val json = runCatching { serializer(javaClass)?.let { JSON.encodeToString(it, this) } }
    val values = " [$type ${json.getOrNull()}]"
    return when {
        !VALUES.matchesAt(values, 0) -> plainText(Advice.plainFailure(message, type))
        values.length > MAX_VALUES ->
            plainText(Advice.largeFailure(message, type, values.length, MAX_VALUES))
        else -> words(message) + values
    }
}

/** The message of a failure. That of a [BusinessFailure] is code of the user, which may throw. */
internal val TerminalException.safeMessage: String
    get() =
        try {
            message.orEmpty()
        } catch (failure: Exception) {
            Advice.silentFailure(javaClass.name, failure)
        }

/** [text] with [more] words: those of a business failure stand before its type and values. */
internal fun withWords(text: String, more: String): String {
    val values = if (text.endsWith("}]")) VALUES.find(text)?.range?.first else null
    return if (values == null) plainText(text + more)
    else text.substring(0, values) + words(more) + text.substring(values)
}

/** [text], in which nothing looks like type and values. */
private fun words(text: String): String =
    text.replace(VALUES) { it.value.replaceFirst(" [", " [ ") }

/** [text] of another failure, changed so that it is not read as a business failure. */
internal fun plainText(text: String): String = if (failureIn(text) == null) text else "$text "

/** The failure whose text this is, or the response over HTTP in which it stands. */
internal fun failureIn(text: String): BusinessFailure? =
    readFailure(text) ?: responseIn(text)?.let(::readResponse)

/**
 * An exception of Restate's client ends with the response; what it says before may look like one.
 */
private fun responseIn(text: String): JsonNode? {
    if (!text.endsWith("}")) return null
    val starts =
        generateSequence(0) {
            text.indexOf(RESPONSE, it).let { at -> if (at < 0) null else at + RESPONSE.length }
        }
    return starts.take(MAX_RESPONSES).firstNotNullOfOrNull { start ->
        if (text[start] == '{') strictJson(text.substring(start)) else null
    }
}

private fun readResponse(response: JsonNode): BusinessFailure? {
    val code = response.path("code")
    return readFailure(response.path("message").asText(""))?.takeIf {
        !code.isInt || code.asInt() == it.code
    }
}

/** The failure whose [text] this is; `null` if it is none, or its class is not here. */
internal fun readFailure(text: String): BusinessFailure? =
    typedIn(text)?.let { read(it.type, it.json) }

/** The failure of that [type] with these [values]; `null` if its class is not on the class path. */
internal fun readFailure(type: String, values: JsonObject): BusinessFailure? = read(type, "$values")

/** The words of a failure's [text], without the type and values of a business failure. */
internal fun wordsIn(text: String): String = typedIn(text)?.words ?: text

/** What a run failed with: its words, and apart from them the type and values. */
internal fun failureStatus(code: Int, text: String): FailureStatus {
    val typed = typedIn(text) ?: return FailureStatus(code, text)
    return FailureStatus(
        code,
        typed.words,
        typed.type,
        Json.parseToJsonElement(typed.json).jsonObject,
    )
}

/** The three parts of a business failure's text. */
private class TypedText(val words: String, val type: String, val json: String)

private fun typedIn(text: String): TypedText? {
    if (!text.endsWith("}]")) return null
    val values = VALUES.find(text) ?: return null
    val json = text.substring(values.range.last, text.length - 1)
    // A lenient parser would skip what it does not know, and with it the end of a forged text.
    if (strictJson(json) == null) return null
    return TypedText(text.substring(0, values.range.first), values.groupValues[1], json)
}

private fun strictJson(text: String): JsonNode? =
    try {
        STRICT.readTree(text)
    } catch (_: JsonProcessingException) {
        null
    }

private fun read(type: String, json: String): BusinessFailure? =
    try {
        val found = load(type)
        if (found == null || !BusinessFailure::class.java.isAssignableFrom(found)) null
        else serializer(found)?.let { LENIENT.decodeFromString(it, json) }
    } catch (_: LinkageError) {
        null
    } catch (_: IllegalArgumentException) {
        null
    }

private fun load(type: String): Class<*>? =
    listOfNotNull(
            Thread.currentThread().contextClassLoader,
            BusinessFailure::class.java.classLoader,
        )
        .firstNotNullOfOrNull { loader ->
            try {
                Class.forName(type, false, loader)
            } catch (_: ClassNotFoundException) {
                null
            }
        }

/** After this an exception of Restate's client has the response. */
private const val RESPONSE = "Got response body: "

private val VALUES = Regex(" \\[([^\\s\\[\\]{}]+) \\{")

/** A client's exception quotes one response; text that a user wrote may look like more. */
private const val MAX_RESPONSES = 8

/** The longest type and values of a business failure, in characters. */
internal const val MAX_VALUES: Int = 1024 * 1024

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

/** Skips a value that another version of the class has dropped. */
private val LENIENT = Json(JSON) { ignoreUnknownKeys = true }

@OptIn(InternalSerializationApi::class)
@Suppress("UNCHECKED_CAST")
private fun serializer(type: Class<*>): KSerializer<BusinessFailure>? =
    type.kotlin.serializerOrNull() as KSerializer<BusinessFailure>?
