package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.waitUntil

/** Waits until the tenant has the status, and returns it. */
fun RunningLandlord.untilTenant(name: String, status: String): JsonNode =
    until("/v1/tenants/$name", "tenant $name is $status") { it["status"].asText() == status }

/** Waits until the execution satisfies [so], and returns it. */
fun RunningLandlord.untilExecution(
    workflow: String,
    name: String,
    so: (JsonNode) -> Boolean,
): JsonNode = until("/v1/workflows/$workflow/executions/$name", "execution $name is so", so)

/** Until nothing is known of the tenant. */
fun RunningLandlord.untilGone(name: String) =
    waitUntil({ "tenant $name is gone" }) { get("/v1/tenants/$name").status == 404 }

private fun RunningLandlord.until(
    path: String,
    what: String,
    so: (JsonNode) -> Boolean,
): JsonNode {
    lateinit var seen: Answer
    waitUntil({ "$what; it is ${seen.text}" }) {
        seen = get(path)
        seen.status == 200 && so(seen.json)
    }
    return seen.json
}

/** Creates a tenant, and waits until it is ready. */
fun RunningLandlord.readyTenant(name: String, config: String = "{}", rest: String = ""): JsonNode {
    post("/v1/tenants", """{"name":"$name","desired_config":$config$rest}""")
    return untilTenant(name, "ready")
}

/** Makes a workflow of these steps. */
fun RunningLandlord.workflow(id: String, steps: String): JsonNode =
    post("/v1/workflows", """{"workflow_id":"$id","definition":{"steps":$steps}}""").json
