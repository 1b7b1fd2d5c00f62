package dev.landlord.samples.landlord.tenant

import dev.landlord.samples.landlord.compute.json
import dev.landlord.samples.landlord.tenant.TenantStatus.FAILED
import dev.landlord.samples.landlord.tenant.TenantStatus.PLANNING
import dev.landlord.samples.landlord.tenant.TenantStatus.READY
import dev.landlord.samples.landlord.workflow.Planning
import dev.landlord.samples.landlord.workflow.TenantPlanningServiceClient
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.testing.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional
import kotlin.time.Duration.Companion.seconds

/** Tenants whose plan somebody has to approve. */
class TenantPlanTest :
    FunSpec({
        val settings = TenantSettings(Duration.ofMinutes(5), 3, Planning.APPROVAL, Optional.empty())
        lateinit var world: TenantWorld
        beforeSpec { world = TenantWorld(ServerMode.NORMAL, settings) }
        afterSpec { world.close() }

        /** Decides as soon as there is something to decide. */
        suspend fun decide(run: String, approves: Boolean) =
            eventually(60.seconds) {
                val planning = TenantPlanningServiceClient.fromClient(world.served.client(), run)
                val decision = DecisionInput("dora", "because")
                if (approves) planning.approvePlan(decision) else planning.rejectPlan(decision)
            }

        test("provisions a tenant after its plan is approved") {
            val tenant = world.create("planned", """{"size": 1}""")
            tenant.status() shouldBe PLANNING
            decide(tenant.workflowExecutionName(), approves = true)
            world.until("planned", READY).workflowExecutionName() shouldBe
                "tenant-${tenant.id()}-tenant-provisioning-provision-2"
            world.history("planned") shouldContainExactly
                listOf(
                    "null -> requested: Tenant requested (api)",
                    "requested -> planning: Workflow triggered (controller)",
                    "planning -> provisioning: Workflow succeeded (controller)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("a rejected plan fails the tenant; a different configuration restarts it") {
            val tenant = world.create("rejected", """{"size": 1}""")
            decide(tenant.workflowExecutionName(), approves = false)
            world.until("rejected", FAILED)
            world.made("rejected") shouldBe mapOf()
            val again = world.configure("rejected", """{"size": 2}""").tenant()
            again.status() shouldBe PLANNING
            decide(again.workflowExecutionName(), approves = true)
            world.until("rejected", READY)
            world.made("rejected")["page"] shouldBe json("""{"size": 2}""")
        }

        test(
            "what was approved is not what is made if the configuration has changed: it is planned anew"
        ) {
            val tenant = world.create("outdated", """{"size": 1}""")
            world.configure("outdated", """{"size": 2}""").started() shouldBe false
            decide(tenant.workflowExecutionName(), approves = true)
            val again =
                eventually(60.seconds) {
                    world.client.get("outdated").also { it.generation() shouldBe 2 }
                }
            again.status() shouldBe PLANNING
            world.made("outdated") shouldBe mapOf()
            decide(again.workflowExecutionName(), approves = true)
            world.until("outdated", READY)
            world.made("outdated")["page"] shouldBe json("""{"size": 2}""")
        }

        test("deletes a tenant that waits for an approval") {
            world.create("withdrawn")
            world.client.delete("withdrawn").started() shouldBe true
            world.untilGone("withdrawn")
        }
    })
