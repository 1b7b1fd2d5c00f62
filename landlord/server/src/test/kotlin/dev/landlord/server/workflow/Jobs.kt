package dev.landlord.server.workflow

import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.server.compute.json
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.testing.java.WorkflowStory
import java.time.Duration

/** A job for the tenant `acme` on the mock. */
fun job(
    config: String = "{}",
    former: String? = null,
    operation: String = "provision",
    planning: Planning = Planning.NONE,
    timeout: Duration = Duration.ofMinutes(30),
    retryAttempts: Int = 3,
    tenant: String = "acme",
    provider: String = "mock",
): TenantJob =
    TenantJob(
        tenant,
        "uuid-of-$tenant",
        operation,
        json(config) as ObjectNode,
        former?.let { json(it) as ObjectNode },
        provider,
        null,
        planning,
        "ada",
        timeout,
        retryAttempts,
        mapOf(),
    )

/** Plays a story of [workflow]. */
fun <B : WorkflowBody<TenantJob, TenantOutcome>> story(
    workflow: B,
    story: WorkflowStory<B, TenantJob, TenantOutcome>.() -> Unit,
): Unit = WorkflowStory.test(workflow) { it.story() }
