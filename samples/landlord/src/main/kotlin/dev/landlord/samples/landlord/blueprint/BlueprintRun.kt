package dev.landlord.samples.landlord.blueprint

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/**
 * The input of an execution of a blueprint. It names the blueprint and does not contain it, so that
 * a caller of Restate's ingress runs no command but those that Landlord keeps.
 *
 * @property workflow the id of the blueprint
 * @property version when the blueprint was created; a blueprint never changes, but another one can
 *   be created with its id after it was deleted
 * @property input what the commands get
 * @property definition refused with 400 if it is present
 */
@Serializable
data class BlueprintRun(
    val workflow: String,
    val version: String,
    val input: JsonElement = JsonNull,
    val definition: JsonElement? = null,
) {
    /** As the ingress takes it. */
    fun toJson(): JsonNode = Json.encodeToJsonElement(serializer(), this).toJackson()

    companion object {
        /** A run of [blueprint], which has been created. */
        @JvmStatic
        fun of(blueprint: Blueprint, input: JsonNode): BlueprintRun =
            BlueprintRun(blueprint.workflowId(), blueprint.createdAt(), input.toKotlin())

        /**
         * What the user gave, of what a run was started with; that itself if it is of another
         * workflow.
         */
        @JvmStatic
        fun inputOf(request: JsonNode?): JsonNode? =
            if (request != null && request.has("workflow") && request.has("version"))
                request.path("input")
            else request
    }
}

private val JSON = ObjectMapper()

internal fun JsonElement.toJackson(): JsonNode = JSON.readTree(toString())

internal fun JsonNode.toKotlin(): JsonElement = Json.parseToJsonElement(toString())
