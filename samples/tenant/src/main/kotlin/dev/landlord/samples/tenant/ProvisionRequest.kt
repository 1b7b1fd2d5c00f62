package dev.landlord.samples.tenant

import dev.landlord.localcloud.TenantRules
import kotlinx.serialization.Serializable

/** A request to provision a tenant. */
@Serializable
data class ProvisionRequest(val tenant: String, val owner: String, val plan: String = "small") {
    /** The error in the request, or `null`. */
    fun problem(): String? =
        TenantRules.nameError(tenant)
            .or { TenantRules.ownerError(owner) }
            .or { TenantRules.planError(plan) }
            .orElse(null)
}
