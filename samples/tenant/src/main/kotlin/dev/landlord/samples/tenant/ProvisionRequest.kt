package dev.landlord.samples.tenant

import kotlinx.serialization.Serializable

/** A request to provision a tenant. */
@Serializable
data class ProvisionRequest(val tenant: String, val owner: String, val plan: String = "small") {
    /** The error in the request, or `null`. */
    fun problem(): String? =
        when {
            !NAME.matches(tenant) ->
                "tenant \"$tenant\": expected 1 to 40 lower-case letters, digits and '-', " +
                    "starting with a letter"
            !OWNER.matches(owner) ->
                "owner \"$owner\": expected a mail address such as owner@acme.example"
            plan !in PLANS -> "plan \"$plan\": expected one of ${PLANS.joinToString()}"
            else -> null
        }
}

private val NAME = Regex("[a-z][a-z0-9-]{0,39}")
private val OWNER = Regex("[^@\\s]+@[^@\\s]+")
private val PLANS = listOf("small", "medium", "large")
