package dev.landlord.samples.landlord.workflow

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * What a lifecycle workflow of a tenant ends with.
 *
 * @property status `planned`, `ready` or `archived`
 * @property plan what is to be done, in words
 * @property observedConfig the tenant's resources, each as its provider told of it
 * @property url where the tenant answers
 */
@Serializable
data class TenantOutcome(
    val status: String,
    val plan: List<String>? = null,
    @SerialName("observed_config") val observedConfig: JsonObject? = null,
    val url: String? = null,
) {
    companion object {
        /** The outcome of a tenant that is there, made of [observed]. */
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
