package dev.landlord.server.blueprint

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.server.input.toJackson
import dev.landlord.server.input.toKotlin
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/**
 * The input of an execution of a blueprint. It names the blueprint instead of containing it, so
 * that a caller of Restate's ingress can run only the commands that Landlord has stored.
 *
 * @property workflow the id of the blueprint
 * @property version the time of creation of the blueprint. A blueprint never changes, but after its
 *   deletion a different one can be created with the same id
 * @property input the input of the commands
 * @property requestedBy the user who started the execution, and so may not decide on its approvals
 * @property definition refused with 400 if it is present
 */
@Serializable
data class BlueprintRun(
    val workflow: String,
    val version: String,
    val input: JsonElement = JsonNull,
    @SerialName("requested_by") val requestedBy: String? = null,
    val definition: JsonElement? = null,
) {
    /** The JSON that the ingress accepts. */
    fun toJson(): JsonNode = Json.encodeToJsonElement(serializer(), this).toJackson()

    companion object {
        /** The input of an execution of a stored [blueprint], which [requestedBy] starts. */
        @JvmStatic
        @JvmOverloads
        fun of(
            blueprint: Blueprint,
            input: JsonNode,
            requestedBy: String? = null,
        ): BlueprintRun =
            BlueprintRun(
                blueprint.workflowId(),
                blueprint.createdAt(),
                input.toKotlin(),
                requestedBy,
            )

        /**
         * The input of the user in the input of an execution; for other workflows, both are the
         * same.
         */
        @JvmStatic
        fun inputOf(request: JsonNode?): JsonNode? =
            if (request != null && request.has("workflow") && request.has("version"))
                request.path("input")
            else request
    }
}
