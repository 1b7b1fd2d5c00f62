package dev.landlord.samples.landlord.workflow

import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What a lifecycle workflow of a tenant is started with.
 *
 * @property tenantId the tenant's name
 * @property tenantUuid its id, and the claim by which all that is made for it is known: whichever
 *   run made it, a later one of the same tenant can go on with it or remove it, and no other can
 * @property operation `plan`, `provision`, `update`, `archive` or `delete`
 * @property desiredConfig what the tenant is to be
 * @property formerConfig what it was made by before; `null` if it was never there
 * @property computeProvider who makes it
 * @property apiBaseUrl where Landlord's API is, for those who are told of the run
 * @property timeout how long the work may take in all, without the time that people take to
 *   approve; at most 36,500 days
 * @property retryAttempts how often a failing step is tried again; 0 to 1,000
 * @property metadata `config_hash`, and what else the run is to be known by
 */
@Serializable
data class TenantJob(
    @SerialName("tenant_id") val tenantId: String,
    @SerialName("tenant_uuid") val tenantUuid: String,
    val operation: String,
    @SerialName("desired_config") val desiredConfig: JsonObject,
    @SerialName("former_config") val formerConfig: JsonObject? = null,
    @SerialName("compute_provider") val computeProvider: String,
    @SerialName("api_base_url") val apiBaseUrl: String? = null,
    val planning: Planning = Planning.NONE,
    @SerialName("requested_by") val requestedBy: String? = null,
    val timeout: Duration = 30.minutes,
    @SerialName("retry_attempts") val retryAttempts: Int = 3,
    val metadata: Map<String, String> = emptyMap(),
)

/** Whether a tenant is planned before it is made, and whether somebody has to agree. */
@Serializable
enum class Planning {
    @SerialName("none") NONE,
    @SerialName("automatic") AUTOMATIC,
    @SerialName("approval") APPROVAL,
}
