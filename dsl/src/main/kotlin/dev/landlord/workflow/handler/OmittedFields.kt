package dev.landlord.workflow.handler

import dev.restate.common.Slice
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Returns [value], which a handler read from its request, as the first attempt of the handler read
 * it. Each attempt and each replay fills in the fields that the caller omitted, with defaults that
 * may be computed, from a clock for example. So the handler journals a value if the request omits
 * fields of it. A complete value, such as a generated client sends, adds no entry.
 *
 * @param member the member of the request that holds the value; `null` if the request is the value
 */
internal suspend fun SharedHandlerPort.filledOnce(value: Slice, member: String? = null): Slice {
    val body = requestBody ?: return value
    val complete = value.json()
    if (complete !is JsonObject && complete !is JsonArray) return value
    val request = body.json()
    val sent = if (member == null) request else (request as? JsonObject)?.get(member) ?: JsonNull
    return if (sent.hasAllFieldsOf(complete)) value else once("value") { value }
}

/** Whether each field of [complete] is present here, at any depth. */
private fun JsonElement.hasAllFieldsOf(complete: JsonElement): Boolean =
    when (complete) {
        is JsonObject ->
            this is JsonObject &&
                complete.all { (name, field) -> get(name)?.hasAllFieldsOf(field) ?: false }
        is JsonArray ->
            this is JsonArray &&
                size == complete.size &&
                indices.all { this[it].hasAllFieldsOf(complete[it]) }
        else -> true
    }

private fun Slice.json(): JsonElement =
    if (readableBytes() == 0) JsonNull else Json.parseToJsonElement(toByteArray().decodeToString())
