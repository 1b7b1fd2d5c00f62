package dev.landlord.samples.tenant

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import kotlin.time.Duration.Companion.milliseconds

private val quickly = RetryPolicy(initialDelay = 200.milliseconds, maxAttempts = 3)

// region: workflow
/** Gives a tenant a directory, a database and a page, and enters it in the registry. */
@LandlordWorkflow
class ProvisionTenant(private val cloud: Cloud) {
    val workflow =
        landlordWorkflow<ProvisionRequest, Tenant>(quickly) { request ->
            request.problem()?.let { fail(it, code = 400) }
            val claim =
                uuid().toString() // what this run makes is marked with it, and only that undone

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
