package dev.landlord.server.tenant

import dev.landlord.devserver.RestateServer
import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.LocalCompute
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.json
import dev.landlord.server.config.ServiceNames
import dev.landlord.server.decision.DecisionRules
import dev.landlord.server.tenant.TenantStatus.FAILED
import dev.landlord.server.tenant.TenantStatus.READY
import dev.landlord.server.workflow.Planning
import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.Optional
import kotlin.time.Duration.Companion.seconds

/** Tenants by other names, in a hurry, on the local cloud, and across outages. */
class TenantDeploymentTest :
    FunSpec({
        val settings =
            TenantSettings(
                Duration.ofMinutes(5),
                3,
                Planning.NONE,
                Optional.empty(),
                DecisionRules.none(),
            )

        test(
            "rows 18 and 44: services with a namespace, a prefix and another name find each other"
        ) {
            val names =
                ServiceNames(Optional.of("ProvisioningV2"), Optional.of("eu"), Optional.of("blue"))
            TenantFixture(ServerMode.NORMAL, settings, names).use { fixture ->
                fixture.create("acme")
                fixture.until("acme", READY)
                fixture.create("unlucky", """{"fail_at": "page", "fail_for_good": true}""")
                fixture.until("unlucky", FAILED)
                fixture.made("unlucky") shouldBe mapOf()
                fixture.client.delete("acme")
                fixture.untilGone("acme")
                fixture.served
                    .admin()
                    .query(
                        "select distinct target_service_name from sys_invocation where target_service_name like 'eu-%'"
                    )
                    .map { it["target_service_name"].asText() }
                    .toSet() shouldBe
                    setOf(
                        "eu-blue-Tenant",
                        "eu-blue-TenantWatcher",
                        "eu-blue-ProvisioningV2",
                        "eu-blue-TenantDeletion",
                    )
            }
        }

        test(
            "rows 15 and 89: a run whose time is up is undone; with another configuration it is tried again"
        ) {
            val brief =
                TenantSettings(
                    Duration.ofSeconds(4),
                    3,
                    Planning.AUTOMATIC,
                    Optional.empty(),
                    DecisionRules.none(),
                )
            val names = ServiceNames(Optional.empty(), Optional.of("brief"), Optional.empty())
            TenantFixture(ServerMode.NORMAL, brief, names).use { fixture ->
                val slow = """{"delay": "3s"}"""
                fixture.create("slow", slow)
                fixture.create("mended", slow)
                eventually(60.seconds) {
                    fixture.client.get("mended").status() shouldBe TenantStatus.PROVISIONING
                }
                fixture.configure("mended", """{"size": 2}""").started() shouldBe false

                val failed = fixture.until("slow", FAILED)
                failed.workflowErrorMessage() shouldBe
                    "the block of withTimeout took longer than 4s"
                fixture.made("slow") shouldBe mapOf()
                fixture.history("slow").last() shouldBe
                    "provisioning -> failed: Workflow timed out: " +
                        "${failed.workflowErrorMessage()} (controller)"

                fixture.until("mended", READY)
                fixture.made("mended").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
                val reason = "Config changed, retrying with updated configuration"
                fixture.history("mended").drop(4) shouldBe
                    listOf(
                        "failed -> requested: $reason (controller:config-change)",
                        "requested -> planning: $reason (controller:config-change)",
                        "planning -> provisioning: Workflow succeeded (controller)",
                        "provisioning -> ready: Workflow succeeded (controller)",
                    )
            }
        }

        test("a tenant receives the end of its run after restarts of Restate and of this service") {
            val names = ServiceNames.plain()
            val mock = MockCompute.inMemory()
            RestateServer.start().use { server ->
                val restate = restateApi(server.ingressUrl(), server.adminUrl())
                fun serve(port: Int): WorkflowServer {
                    val builder = WorkflowServer.builder().port(port).register(server.adminUrl())
                    TenantServices.of(
                            ComputeProviders("mock", mock),
                            names,
                            settings,
                            RunHealth.from(restate),
                            { _, _, _ -> },
                        )
                        .forEach { builder.bind(it) }
                    return builder.start().also {
                        it.awaitRegistered(Duration.ofSeconds(30)) shouldBe true
                    }
                }
                val service = serve(0)
                val client = TenantClient(restate, names)
                client.create(
                    "acme",
                    CreateTenant(json("""{"delay": "1s"}"""), null, null, null, null, "ada"),
                )
                server.kill()
                service.close()
                server.restart()
                serve(service.port()).use {
                    eventually(60.seconds) { client.get("acme").status() shouldBe READY }
                }
            }
        }

        test("the page of a local tenant responds until the tenant is deleted") {
            val local = LocalCompute(tempdir().toPath())
            RestateServer.start().use { server ->
                val names = ServiceNames.plain()
                val restate = restateApi(server.ingressUrl(), server.adminUrl())
                val builder = WorkflowServer.builder().port(0).register(server.adminUrl())
                TenantServices.of(
                        ComputeProviders("local", local),
                        names,
                        settings,
                        RunHealth.from(restate),
                        { _, _, _ -> },
                    )
                    .forEach { builder.bind(it) }
                builder.start().use { service ->
                    service.awaitRegistered(Duration.ofSeconds(30)) shouldBe true
                    val client = TenantClient(restate, names)
                    val config = json("""{"owner": "owner@acme.example"}""")
                    client.create("acme", CreateTenant(config, null, null, null, null, "ada"))
                    val ready =
                        eventually(60.seconds) {
                            client.get("acme").also { it.status() shouldBe READY }
                        }
                    val page = HttpRequest.newBuilder(URI.create(ready.url)).build()
                    HttpClient.newHttpClient()
                        .send(page, BodyHandlers.discarding())
                        .statusCode() shouldBe 200
                    client.delete("acme")
                    val store = TenantStore(restate, names)
                    eventually(60.seconds) { store.find("acme").isPresent shouldBe false }
                    local.status("acme").isPresent shouldBe false
                }
            }
        }
    })
