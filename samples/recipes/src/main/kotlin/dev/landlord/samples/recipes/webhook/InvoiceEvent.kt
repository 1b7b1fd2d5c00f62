package dev.landlord.samples.recipes.webhook

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonIgnoreUnknownKeys

// region: event
/** An event of a payment provider. Unknown fields, which the provider may add, are ignored. */
@OptIn(ExperimentalSerializationApi::class)
@Serializable
@JsonIgnoreUnknownKeys
data class InvoiceEvent(val id: String, val type: String, val invoice: String)
// endregion
