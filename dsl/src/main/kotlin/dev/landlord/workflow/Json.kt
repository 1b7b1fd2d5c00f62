package dev.landlord.workflow

import kotlinx.serialization.json.Json

/** Writes every property, also one that is equal to its default. */
internal val JSON: Json = Json { encodeDefaults = true }
