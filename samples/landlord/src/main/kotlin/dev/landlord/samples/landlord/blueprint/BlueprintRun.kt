package dev.landlord.samples.landlord.blueprint

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/**
 * What an execution of a blueprint is started with.
 *
 * @property workflow the id of the blueprint
 * @property definition as it is when the execution begins, so that nobody who changes or deletes
 *   the blueprint changes what is in flight
 * @property input what the commands get
 */
@Serializable
data class BlueprintRun(
    val workflow: String,
    val definition: JsonElement,
    val input: JsonElement = JsonNull,
) {
    /** @throws BlueprintProblems if the definition is none */
    internal fun read(): BlueprintDefinition =
        BlueprintParser.definition(workflow, definition.toJackson())

    /** What the ingress is sent. */
    fun toJson(): JsonNode = Json.encodeToJsonElement(serializer(), this).toJackson()

    companion object {
        /** A run of [blueprint] as it is now. */
        @JvmStatic
        fun of(blueprint: Blueprint, input: JsonNode): BlueprintRun =
            BlueprintRun(
                blueprint.workflowId(),
                JSON.valueToTree<JsonNode>(blueprint.read()).toKotlin(),
                input.toKotlin(),
            )

        /**
         * What the user gave, of what a run was started with; that itself if it is of another
         * workflow.
         */
        @JvmStatic
        fun inputOf(request: JsonNode?): JsonNode? =
            if (request != null && request.has("workflow") && request.has("definition"))
                request.path("input")
            else request
    }
}

private val JSON = ObjectMapper()

internal fun JsonElement.toJackson(): JsonNode = JSON.readTree(toString())

internal fun JsonNode.toKotlin(): JsonElement = Json.parseToJsonElement(toString())
