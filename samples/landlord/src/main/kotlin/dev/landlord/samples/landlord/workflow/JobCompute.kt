package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProvider
import dev.landlord.samples.landlord.compute.TenantSpec
import dev.landlord.samples.landlord.input.toJackson
import dev.landlord.samples.landlord.input.toKotlin
import dev.landlord.workflow.RetryPolicy
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * The compute provider of a job, for the blocks of steps and undo actions. The claim of all
 * resources is the id of the tenant.
 */
internal class JobCompute(private val provider: ComputeProvider, private val job: TenantJob) {
    private val claim = job.tenantUuid

    /** The retry policy of the steps. */
    val retry: RetryPolicy =
        RetryPolicy(initialDelay = 200.milliseconds, maxAttempts = job.retryAttempts + 1)

    /** The resources of the tenant, in the order of their creation. */
    val resources: List<String> = provider.resources(job.desiredConfig.toJackson())

    /** The resources of the tenant before this job. */
    val formerResources: List<String> =
        job.formerConfig?.let { provider.resources(it.toJackson()) }.orEmpty()

    fun create(resource: String): JsonElement =
        provider.create(resource, spec(job.desiredConfig), claim).toKotlin()

    fun update(resource: String): JsonElement =
        provider.update(resource, spec(job.desiredConfig), claim).toKotlin()

    /** Restores a resource to the state before this job. */
    fun restore(resource: String) {
        provider.update(resource, spec(formerConfigOf(resource)), claim)
    }

    fun remove(resource: String): Unit =
        provider.remove(resource, spec(formerConfigOf(resource)), claim)

    /** The resource, if it exists and has the claim of this tenant. */
    fun find(resource: String): JsonElement? =
        provider
            .status(job.tenantId)
            .flatMap { it.find(resource, claim) }
            .map { it.toKotlin() }
            .orElse(null)

    private fun spec(config: JsonObject) = TenantSpec(job.tenantId, config.toJackson())

    private fun formerConfigOf(resource: String): JsonObject =
        job.formerConfig?.takeIf { resource in formerResources } ?: job.desiredConfig
}
