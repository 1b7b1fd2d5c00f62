package dev.landlord.server.tenant

import dev.landlord.server.compute.json
import dev.landlord.server.decision.DecisionRules
import dev.landlord.server.tenant.TenantStatus.FAILED
import dev.landlord.server.tenant.TenantStatus.PLANNING
import dev.landlord.server.tenant.TenantStatus.READY
import dev.landlord.server.workflow.Planning
import dev.landlord.server.workflow.TenantPlanningClient
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional
import kotlin.time.Duration.Companion.seconds

/** Tenants whose plan a person must approve. */
class TenantPlanTest :
    FunSpec({
        val settings =
            TenantSettings(
                Duration.ofMinutes(5),
                3,
                Planning.APPROVAL,
                Optional.empty(),
                DecisionRules.none(),
            )
        lateinit var fixture: TenantFixture
        beforeSpec { fixture = TenantFixture(ServerMode.NORMAL, settings) }
        afterSpec { fixture.close() }

        /** Decides as soon as there is something to decide. */
        suspend fun decide(run: String, approves: Boolean) =
            eventually(60.seconds) {
                TenantPlanningClient.connect("${fixture.served.ingressUrl()}").use { client ->
                    val planning = client.workflow(run)
                    if (approves) planning.approvePlan("dora")
                    else planning.rejectPlan("dora", "because")
                }
            }

        test("provisions a tenant after its plan is approved") {
            val tenant = fixture.create("planned", """{"size": 1}""")
            tenant.status() shouldBe PLANNING
            decide(tenant.workflowExecutionName(), approves = true)
            fixture.until("planned", READY).workflowExecutionName() shouldBe
                "tenant-${tenant.id()}-tenant-provisioning-provision-2"
            fixture.history("planned") shouldContainExactly
                listOf(
                    "null -> requested: Tenant requested (api)",
                    "requested -> planning: Workflow triggered (controller)",
                    "planning -> provisioning: Workflow succeeded (controller)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("a rejected plan fails the tenant; a different configuration restarts it") {
            val tenant = fixture.create("rejected", """{"size": 1}""")
            decide(tenant.workflowExecutionName(), approves = false)
            fixture.until("rejected", FAILED)
            fixture.made("rejected") shouldBe mapOf()
            val again = fixture.configure("rejected", """{"size": 2}""").tenant()
            again.status() shouldBe PLANNING
            decide(again.workflowExecutionName(), approves = true)
            fixture.until("rejected", READY)
            fixture.made("rejected")["page"] shouldBe json("""{"size": 2}""")
        }

        test(
            "what was approved is not what is made if the configuration has changed: it is planned anew"
        ) {
            val tenant = fixture.create("outdated", """{"size": 1}""")
            fixture.configure("outdated", """{"size": 2}""").started() shouldBe false
            decide(tenant.workflowExecutionName(), approves = true)
            val again =
                eventually(60.seconds) {
                    fixture.client.get("outdated").also { it.generation() shouldBe 2 }
                }
            again.status() shouldBe PLANNING
            fixture.made("outdated") shouldBe mapOf()
            decide(again.workflowExecutionName(), approves = true)
            fixture.until("outdated", READY)
            fixture.made("outdated")["page"] shouldBe json("""{"size": 2}""")
        }

        test("deletes a tenant that waits for an approval") {
            fixture.create("withdrawn")
            fixture.client.delete("withdrawn").started() shouldBe true
            fixture.untilGone("withdrawn")
        }
    })
