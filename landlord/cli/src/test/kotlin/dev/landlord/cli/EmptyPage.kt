package dev.landlord.cli

import com.fasterxml.jackson.databind.JsonNode

/** A response with a page of a list, without items. */
fun page(name: String, total: Int, offset: Int = 0): JsonNode =
    Json.`object`().put("total", total).put("limit", 50).put("offset", offset).apply {
        putArray(name)
    }
