package dev.landlord.samples.tenant

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import kotlin.time.Duration.Companion.milliseconds

private val quickRetry = RetryPolicy(initialDelay = 200.milliseconds, maxAttempts = 3)

// region: workflow
/** Creates the directory, the database and the page of a tenant, and registers it. */
@LandlordWorkflow
class ProvisionTenant(private val cloud: Cloud) {
    val workflow =
        landlordWorkflow<ProvisionRequest, Tenant>(quickRetry) { request ->
            request.problem()?.let { fail(it, code = 400) }
            val claim = uuid().toString() // marks the resources of this run: only they are undone

            compensate("remove directory") { cloud.removeDirectory(request.tenant, claim) }
            step("create directory") { cloud.createDirectory(request.tenant, claim) }
            step("create database") { cloud.createDatabase(request) }

            compensate("stop page") { cloud.stopPage(request.tenant, claim) }
            val url = step("start page") { cloud.startPage(request.tenant, claim) }
            val tenant = Tenant(request.tenant, request.owner, request.plan, url)
            step("check health") { cloud.checkHealth(tenant) }

            compensate("unregister") { cloud.unregister(request.tenant, claim) }
            step("register") { cloud.register(tenant, claim) }
            tenant
        }
}
// endregion
