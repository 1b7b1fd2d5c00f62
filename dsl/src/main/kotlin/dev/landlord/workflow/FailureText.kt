package dev.landlord.workflow

import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.serializerOrNull

// How a business failure stands in a journal, which keeps the text of a failure and nothing else:
// `out of quota: at most 5 [com.acme.OutOfQuota {"limit":5}]`.

/** @param summary what else is to be told, after the message */
internal fun BusinessFailure.text(summary: String = ""): String {
    val type = javaClass.name
    val json = runCatching { serializer(javaClass)?.let { JSON.encodeToString(it, this) } }
    return json.getOrNull()?.let { "$message$summary [$type $it]" }
        ?: Advice.plainFailure("$message$summary", type)
}

/** [text], which is that of no business failure, so that nobody takes it for one. */
internal fun plainText(text: String): String = if (failureIn(text) == null) text else "$text "

/** The failure whose text this is, or the response over HTTP in which it stands. */
internal fun failureIn(text: String): BusinessFailure? =
    readFailure(text) ?: messageOf(text.substringAfterLast(RESPONSE))?.let(::readFailure)

private fun messageOf(response: String): String? {
    if (!response.startsWith("{") || !response.endsWith("}")) return null
    val json = runCatching { Json.parseToJsonElement(response).jsonObject }.getOrNull()
    return (json?.get("message") as? JsonPrimitive)?.contentOrNull
}

/** The failure whose [text] this is; `null` if it is none, or its class is not here. */
internal fun readFailure(text: String): BusinessFailure? {
    if (!text.endsWith("}]")) return null
    // What people wrote may look like the beginning of one too.
    return BEGINNING.findAll(text).firstNotNullOfOrNull { beginning ->
        read(beginning.groupValues[1], text.substring(beginning.range.last, text.length - 1))
    }
}

private fun read(type: String, json: String): BusinessFailure? =
    try {
        val found = load(type)
        if (found == null || !BusinessFailure::class.java.isAssignableFrom(found)) null
        else serializer(found)?.let { JSON.decodeFromString(it, json) }
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

private val BEGINNING = Regex(" \\[([^\\s\\[\\]{}]+) \\{")

/** With defaults, which may be others when it is read; without what another version has dropped. */
private val JSON = Json {
    encodeDefaults = true
    ignoreUnknownKeys = true
}

@OptIn(InternalSerializationApi::class)
@Suppress("UNCHECKED_CAST")
private fun serializer(type: Class<*>): KSerializer<BusinessFailure>? =
    type.kotlin.serializerOrNull() as KSerializer<BusinessFailure>?
