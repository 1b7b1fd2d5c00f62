package dev.landlord.samples.landlord.workflow

import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * The input of a lifecycle workflow of a tenant.
 *
 * @property tenantId the name of the tenant
 * @property tenantUuid the id of the tenant, and the claim of its resources: each later run of the
 *   same tenant can update or remove the resources, and the runs of other tenants cannot
 * @property operation `plan`, `provision`, `update`, `archive` or `delete`
 * @property desiredConfig the desired configuration
 * @property formerConfig the configuration of the existing resources; `null` if there are none
 * @property computeProvider the name of the compute provider
 * @property apiBaseUrl the URL of Landlord's API
 * @property timeout the time limit of the work, without the time that people take to approve; at
 *   most 36,500 days
 * @property retryAttempts the number of retries of a failing step; 0 to 1,000
 * @property metadata `config_hash`, and other metadata of the run
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

/**
 * Whether a tenant is planned before it is provisioned, and whether a person must approve the plan.
 */
@Serializable
enum class Planning {
    @SerialName("none") NONE,
    @SerialName("automatic") AUTOMATIC,
    @SerialName("approval") APPROVAL,
}
