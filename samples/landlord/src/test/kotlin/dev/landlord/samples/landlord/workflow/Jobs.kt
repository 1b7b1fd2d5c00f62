package dev.landlord.samples.landlord.workflow

import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject

/** A job for the tenant `acme` on the mock. */
fun job(
    config: String = "{}",
    former: String? = null,
    operation: String = "provision",
    planning: Planning = Planning.NONE,
    timeout: Duration = 30.minutes,
    retryAttempts: Int = 3,
    tenant: String = "acme",
    provider: String = "mock",
): TenantJob =
    TenantJob(
        tenantId = tenant,
        tenantUuid = "uuid-of-$tenant",
        operation = operation,
        desiredConfig = Json.parseToJsonElement(config).jsonObject,
        formerConfig = former?.let { Json.parseToJsonElement(it).jsonObject },
        computeProvider = provider,
        planning = planning,
        requestedBy = "ada",
        timeout = timeout,
        retryAttempts = retryAttempts,
    )
