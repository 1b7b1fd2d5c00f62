package dev.landlord.server.input

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

private val JACKSON = ObjectMapper()

/** The same JSON in Jackson's tree model, which the Java code of Landlord uses. */
internal fun JsonElement.toJackson(): JsonNode = JACKSON.readTree(toString())

/** The same JSON in the tree model of kotlinx.serialization, which the workflows use. */
internal fun JsonNode.toKotlin(): JsonElement = Json.parseToJsonElement(toString())
