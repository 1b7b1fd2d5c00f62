package dev.landlord.workflow

import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializerOrNull

// How a business failure stands in a journal, which keeps the text of a failure and nothing else:
// `out of quota: at most 5 [com.acme.OutOfQuota {"limit":5}]`.

internal fun BusinessFailure.text(): String {
    val type = javaClass.name
    val serializer = serializer(javaClass) ?: return Advice.plainFailure("$message$summary", type)
    return "$message$summary [$type ${Json.encodeToString(serializer, this)}]"
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
        val found = Class.forName(type, false, loader())
        if (!BusinessFailure::class.java.isAssignableFrom(found)) null
        else serializer(found)?.let { Json.decodeFromString(it, json) }
    } catch (_: ClassNotFoundException) {
        null
    } catch (_: LinkageError) {
        null
    } catch (_: IllegalArgumentException) {
        null
    }

private val BEGINNING = Regex(" \\[([\\w.$]+) \\{")

private fun loader(): ClassLoader =
    Thread.currentThread().contextClassLoader ?: BusinessFailure::class.java.classLoader

@OptIn(InternalSerializationApi::class)
@Suppress("UNCHECKED_CAST")
private fun serializer(type: Class<*>): KSerializer<BusinessFailure>? =
    type.kotlin.serializerOrNull() as KSerializer<BusinessFailure>?
