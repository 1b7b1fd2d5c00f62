package dev.landlord.workflow.codegen.model

private const val DATABIND = "com.fasterxml.jackson.databind"

private val JSON_TREES =
    setOf("$DATABIND.JsonNode", "$DATABIND.node.ObjectNode", "$DATABIND.node.ArrayNode")

/** Whether the class is one of Jackson's for any JSON, or for any JSON object or array. */
public fun isJsonTree(name: String): Boolean = name in JSON_TREES
