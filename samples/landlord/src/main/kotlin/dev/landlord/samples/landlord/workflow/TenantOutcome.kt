package dev.landlord.samples.landlord.workflow

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * The result of a lifecycle workflow of a tenant.
 *
 * @property status `planned`, `ready` or `archived`
 * @property plan the planned changes
 * @property observedConfig the resources of the tenant, as the compute provider returned them
 * @property url the URL of the tenant
 */
@Serializable
data class TenantOutcome(
    val status: String,
    val plan: List<String>? = null,
    @SerialName("observed_config") val observedConfig: JsonObject? = null,
    val url: String? = null,
) {
    companion object {
        /** The outcome of a tenant with the resources [observed]. */
        fun ready(observed: Map<String, JsonElement>): TenantOutcome =
            TenantOutcome(
                status = "ready",
                observedConfig = JsonObject(observed),
                url = observed.values.firstNotNullOfOrNull(::urlIn),
            )

        private fun urlIn(observed: JsonElement): String? =
            ((observed as? JsonObject)?.get("url") as? JsonPrimitive)?.contentOrNull
    }
}
