package dev.landlord.workflow

import com.fasterxml.jackson.core.JacksonException
import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.workflow.engine.MAX_TEXT
import dev.landlord.workflow.engine.shortened
import dev.landlord.workflow.engine.strictJson
import dev.landlord.workflow.engine.typedIn
import dev.landlord.workflow.engine.typedText
import dev.restate.sdk.common.TerminalException
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.serializerOrNull

// Business failures in the texts of failures: `engine/FailureText.kt` has the grammar.

/**
 * The text of this failure: its message, shortened to [MAX_TEXT] characters, and its values of up
 * to [MAX_VALUES] characters. The message is code of the user, which may throw.
 */
internal fun BusinessFailure.text(): String {
    val type = javaClass.name
    val message = safeMessage.shortened()
    val text = runCatching { json() }.getOrNull()?.let { typedText(message, type, it) }
    return when {
        text == null -> plainText(PayloadErrors.plainFailure(message, javaClass))
        text.length - message.length > MAX_VALUES ->
            plainText(
                PayloadErrors.largeFailure(message, type, text.length - message.length, MAX_VALUES)
            )
        else -> text
    }
}

/** The values; `null` if the class has no serializer. */
private fun BusinessFailure.json(): String? =
    if (isKotlin(javaClass)) serializer(javaClass)?.let { JSON.encodeToString(it, this) }
    else JavaFailures.write(this)

private fun isKotlin(type: Class<*>) = type.isAnnotationPresent(Metadata::class.java)

/** The message of a failure. That of a [BusinessFailure] is code of the user, which may throw. */
internal val TerminalException.safeMessage: String
    get() =
        try {
            message.orEmpty()
        } catch (failure: Exception) {
            PayloadErrors.silentFailure(javaClass.name, failure)
        }

/** This failure as a body receives it: a business failure with its type. */
internal fun TerminalException.typed(): TerminalException = readFailure(safeMessage) ?: this

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

/** The failure with this [text]; `null` if the text has no failure of a class on the class path. */
internal fun readFailure(text: String): BusinessFailure? =
    typedIn(text)?.let { read(it.type, it.json) }

/** The failure of that [type] with these [values]; `null` if its class is not on the class path. */
internal fun readFailure(type: String, values: JsonObject): BusinessFailure? = read(type, "$values")

/** The failure of a run: its text, and separately its type and values. */
internal fun failureStatus(code: Int, text: String): FailureStatus {
    val typed = typedIn(text) ?: return FailureStatus(code, text)
    return FailureStatus(
        code,
        typed.words,
        typed.type,
        Json.parseToJsonElement(typed.json).jsonObject,
    )
}

private fun read(type: String, json: String): BusinessFailure? =
    try {
        val found = load(type)
        when {
            found == null || !BusinessFailure::class.java.isAssignableFrom(found) -> null
            isKotlin(found) -> serializer(found)?.let { LENIENT.decodeFromString(it, json) }
            else -> JavaFailures.read(found, json)
        }
    } catch (_: LinkageError) {
        null
    } catch (_: IllegalArgumentException) {
        null
    } catch (_: JacksonException) {
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

/** A client's exception quotes one response; text that a user wrote may look like more. */
private const val MAX_RESPONSES = 8

/** The longest type and values of a business failure, in characters. */
internal const val MAX_VALUES: Int = 1024 * 1024

/** Skips a value that another version of the class has dropped. */
private val LENIENT = Json(JSON) { ignoreUnknownKeys = true }

@OptIn(InternalSerializationApi::class)
@Suppress("UNCHECKED_CAST")
private fun serializer(type: Class<*>): KSerializer<BusinessFailure>? =
    type.kotlin.serializerOrNull() as KSerializer<BusinessFailure>?
