package dev.landlord.samples.recipes.webhook

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonIgnoreUnknownKeys

// region: event
/** What a provider of payments tells. It may tell more tomorrow, which is not read. */
@OptIn(ExperimentalSerializationApi::class)
@Serializable
@JsonIgnoreUnknownKeys
data class InvoiceEvent(val id: String, val type: String, val invoice: String)
// endregion
