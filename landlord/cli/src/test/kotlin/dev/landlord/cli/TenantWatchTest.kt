package dev.landlord.cli

import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** With `--wait` a tenant is followed through its states and its workflows. */
class TenantWatchTest :
    FunSpec({
        val id = "5b0f6b5e-6f0c-4a53-9f0e-2d5f4f3a6c11"
        val tenant = "GET /v1/tenants/$id"

        fun tenant(status: String, change: ObjectNode.() -> Unit = {}) =
            OpenApi.example("ReadyTenant").put("status", status).apply(change)

        fun StubLandlord.execution(workflow: String, name: String, example: String) =
            answers("GET /v1/workflows/$workflow/executions/$name", 200, OpenApi.example(example))

        test("create prints each status, each step, and the URL of the tenant") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/tenants", 201, OpenApi.example("RequestedTenant"))
                landlord.answers(tenant, 200, OpenApi.example("RequestedTenant"))
                landlord.answers(
                    tenant,
                    200,
                    tenant("planning") {
                        put("workflow_id", "tenant-planning")
                            .put("workflow_execution_name", "plan-1")
                    },
                )
                landlord
                    .answers(tenant, 200, tenant("provisioning"))
                    .answers(tenant, 200, tenant("ready"))
                landlord.execution("tenant-planning", "plan-1", "ExecutionStartedBefore")
                landlord.execution("tenant-planning", "plan-1", "SucceededExecution")
                val provision = "tenant-acme-provision-1"
                landlord.execution("tenant-provisioning", provision, "WaitingExecution")
                landlord.execution("tenant-provisioning", provision, "SucceededExecution")
                val terminal = landlord.run("tenant", "create", "acme", "--config", "{}", "--wait")
                terminal.err shouldBe ""
                terminal.out.replace(landlord.url, "URL") shouldBe
                    """
                    requested
                    planning
                      starts  reserve
                    provisioning
                      done    reserve                 12 ms
                      done    greet                   1.8 s
                      done    reserve                 12 ms
                      waits   for approval finance of 5 seats for acme, requested by bob, until 2026-11-23 15:03:05
                              landlord approvals approve my-workflow monday finance --request 1 --api-url URL
                    ready
                      done    greet                   1.8 s
                    ready: acme at http://127.0.0.1:40123/

                    """
                        .trimIndent()
                terminal.exit shouldBe 0
            }
        }

        test("waits for an execution that Restate has not started yet") {
            StubLandlord().use { landlord ->
                val provision =
                    "GET /v1/workflows/tenant-provisioning/executions/tenant-acme-provision-1"
                landlord.answers("POST /v1/tenants", 201, OpenApi.example("RequestedTenant"))
                landlord
                    .answers(tenant, 200, tenant("provisioning"))
                    .answers(tenant, 200, tenant("provisioning"))
                landlord.answers(tenant, 200, tenant("ready"))
                landlord.answers(provision, 404, OpenApi.example("ExecutionNotFound"))
                landlord.answers(provision, 404, OpenApi.example("WorkflowNotFound"))
                landlord.answers(provision, 200, OpenApi.example("SucceededExecution"))
                val terminal = landlord.run("tenant", "create", "acme", "--config", "{}", "--wait")
                terminal.err shouldBe ""
                terminal.out shouldBe
                    """
                    provisioning
                    ready
                      done    reserve                 12 ms
                      done    greet                   1.8 s
                    ready: acme at http://127.0.0.1:40123/

                    """
                        .trimIndent()
            }
        }

        test(
            "does not print earlier executions; a failed tenant prints its error and has exit code 1"
        ) {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.answers("PATCH /v1/tenants/acme", 202, tenant("updating"))
                landlord.execution(
                    "tenant-provisioning",
                    "tenant-acme-provision-1",
                    "SucceededExecution",
                )
                landlord.answers(tenant, 200, tenant("updating"))
                landlord.answers(
                    tenant,
                    200,
                    tenant("failed") {
                        put("workflow_error_message", "no room")
                        put("workflow_id", "tenant-update")
                            .put("workflow_execution_name", "update-2")
                    },
                )
                landlord.execution("tenant-update", "update-2", "FailedExecution")
                val terminal =
                    landlord.run("tenant", "set", "acme", "--label", "a=b", "--patch", "--wait")
                terminal.err shouldBe ""
                terminal.out shouldBe
                    """
                    updating
                    failed
                      done    reserve                 12 ms
                      done    rent                     8 ms
                      FAILED  greet                   1.8 s  no answer
                      FAILED  return                   5 ms  the door is locked
                      undone  release                  7 ms
                    failed: acme: no room

                    """
                        .trimIndent()
                terminal.exit shouldBe 1
            }
        }

        test("row 81: delete waits until the tenant does not exist, archive until it is archived") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.answers("DELETE /v1/tenants/acme", 202, tenant("archiving"))
                landlord.answers("POST /v1/tenants/acme/archive", 202, tenant("archiving"))
                landlord.execution(
                    "tenant-provisioning",
                    "tenant-acme-provision-1",
                    "StartedExecution",
                )
                fun archived() =
                    landlord
                        .answers(tenant, 200, tenant("archiving"))
                        .answers(tenant, 200, tenant("archived") { remove("url") })
                archived()
                val archive = landlord.run("tenant", "archive", "acme", "--wait")
                archive.out shouldBe "archiving\narchived\narchived: acme\n"
                archive.exit shouldBe 0

                landlord.answers(tenant, 404, OpenApi.example("TenantNotFound"))
                val delete = landlord.run("tenant", "delete", "acme", "--wait", "--timeout", "1m")
                delete.err shouldBe ""
                delete.out shouldBe "archived\ndeleted: acme\n"
                delete.exit shouldBe 0
            }
        }

        test("delete prints every step, also those that end with the tenant") {
            StubLandlord().use { landlord ->
                val deletion = "delete-2"
                fun deleting() =
                    tenant("archiving") {
                        put("workflow_id", "tenant-deletion")
                            .put("workflow_execution_name", deletion)
                    }
                landlord.answers("GET /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.answers("DELETE /v1/tenants/acme", 202, deleting())
                landlord
                    .answers(tenant, 200, deleting())
                    .answers(tenant, 404, OpenApi.example("TenantNotFound"))
                landlord
                    .execution("tenant-deletion", deletion, "ExecutionStartedBefore")
                    .answers(
                        "GET /v1/workflows/tenant-deletion/executions/$deletion",
                        200,
                        OpenApi.example("SucceededExecution"),
                    )
                val delete = landlord.run("tenant", "delete", "acme", "--wait")
                delete.err shouldBe ""
                delete.out shouldBe
                    """
                    archiving
                      starts  reserve
                      done    reserve                 12 ms
                      done    greet                   1.8 s
                    deleted: acme

                    """
                        .trimIndent()
            }
        }

        test("delete prints every step of a tenant that is deleted before the first poll") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.answers(
                    "DELETE /v1/tenants/acme",
                    202,
                    tenant("archiving") {
                        put("workflow_id", "tenant-deletion")
                            .put("workflow_execution_name", "delete-2")
                    },
                )
                landlord.answers(tenant, 404, OpenApi.example("TenantNotFound"))
                landlord.execution("tenant-deletion", "delete-2", "SucceededExecution")
                val delete = landlord.run("tenant", "delete", "acme", "--wait")
                delete.err shouldBe ""
                delete.out shouldBe
                    """
                    |  done    reserve                 12 ms
                    |  done    greet                   1.8 s
                    |deleted: acme
                    |"""
                        .trimMargin()
                        .trimEnd(' ')
            }
        }

        test("a tenant that exceeds --timeout has exit code 4") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/tenants", 201, OpenApi.example("RequestedTenant"))
                landlord.answers(tenant, 200, OpenApi.example("RequestedTenant"))
                val terminal =
                    landlord.run(
                        "tenant",
                        "create",
                        "acme",
                        "--config",
                        "{}",
                        "--wait",
                        "--timeout",
                        "1ms",
                    )
                terminal.err shouldBe
                    "landlord: tenant acme has not ended within 1 ms, and goes on; see: landlord tenant get acme\n"
                terminal.exit shouldBe 4
            }
        }
    })
