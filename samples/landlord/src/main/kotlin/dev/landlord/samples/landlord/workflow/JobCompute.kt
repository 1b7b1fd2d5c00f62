package dev.landlord.samples.landlord.workflow

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.samples.landlord.compute.ComputeProvider
import dev.landlord.samples.landlord.compute.TenantSpec
import dev.landlord.workflow.RetryPolicy
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * The compute provider of a job, as its workflow uses it: for the blocks of steps and undo actions.
 * All that is made bears the tenant's id as its claim.
 */
internal class JobCompute(private val provider: ComputeProvider, private val job: TenantJob) {
    private val claim = job.tenantUuid

    /** How often a failing step is tried. */
    val retry: RetryPolicy =
        RetryPolicy(initialDelay = 200.milliseconds, maxAttempts = job.retryAttempts + 1)

    /** The resources of the tenant, in the order in which they are made. */
    val resources: List<String> = provider.resources(job.desiredConfig.toJackson())

    /** Those of the tenant as it was. */
    val formerResources: List<String> =
        job.formerConfig?.let { provider.resources(it.toJackson()) }.orEmpty()

    fun create(resource: String): JsonElement =
        provider.create(resource, spec(job.desiredConfig), claim).toKotlin()

    fun update(resource: String): JsonElement =
        provider.update(resource, spec(job.desiredConfig), claim).toKotlin()

    /** Makes a resource what it was. */
    fun restore(resource: String) {
        provider.update(resource, spec(madeBy(resource)), claim)
    }

    fun remove(resource: String): Unit = provider.remove(resource, spec(madeBy(resource)), claim)

    /** The resource, if it is there and ours. */
    fun find(resource: String): JsonElement? =
        provider
            .status(job.tenantId)
            .flatMap { it.find(resource, claim) }
            .map { it.toKotlin() }
            .orElse(null)

    private fun spec(config: JsonObject) = TenantSpec(job.tenantId, config.toJackson())

    private fun madeBy(resource: String): JsonObject =
        job.formerConfig?.takeIf { resource in formerResources } ?: job.desiredConfig
}

private val JACKSON = ObjectMapper()

private fun JsonElement.toJackson(): JsonNode = JACKSON.readTree(toString())

private fun JsonNode.toKotlin(): JsonElement = Json.parseToJsonElement(toString())
