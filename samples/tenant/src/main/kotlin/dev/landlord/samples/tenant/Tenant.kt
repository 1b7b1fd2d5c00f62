package dev.landlord.samples.tenant

import kotlinx.serialization.Serializable

/** A tenant that is there; its page answers at [url]. */
@Serializable
data class Tenant(val name: String, val owner: String, val plan: String, val url: String)
