package dev.landlord.samples.tenant

import kotlinx.serialization.Serializable

/** A provisioned tenant, whose page is at [url]. */
@Serializable
data class Tenant(val name: String, val owner: String, val plan: String, val url: String)
