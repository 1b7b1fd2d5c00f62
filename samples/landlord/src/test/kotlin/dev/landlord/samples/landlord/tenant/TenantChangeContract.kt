package dev.landlord.samples.landlord.tenant

import dev.landlord.samples.landlord.compute.json
import dev.landlord.samples.landlord.tenant.TenantStatus.FAILED
import dev.landlord.samples.landlord.tenant.TenantStatus.PROVISIONING
import dev.landlord.samples.landlord.tenant.TenantStatus.READY
import dev.landlord.samples.landlord.tenant.TenantStatus.UPDATING
import dev.landlord.samples.landlord.workflow.Planning
import dev.landlord.workflow.testing.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional
import kotlin.time.Duration.Companion.seconds

/** Tenants whose configuration changes, on a real server that replays or does not. */
abstract class TenantChangeContract(mode: ServerMode) :
    FunSpec({
        val settings = TenantSettings(Duration.ofMinutes(5), 8, Planning.NONE, Optional.empty())
        lateinit var world: TenantWorld
        beforeSpec { world = TenantWorld(mode, settings) }
        afterSpec { world.close() }

        fun refusal(request: () -> Unit): TenantRequestException =
            shouldThrow<TenantRequestException> { request() }

        test("row 82: a failed tenant refuses the same configuration") {
            world.create("same", """{"fail_at": "page", "fail_for_good": true}""")
            world.until("same", FAILED)
            val refused = refusal {
                world.configure("same", """{"fail_for_good": true, "fail_at": "page"}""")
            }
            refused.code shouldBe 409
            refused.reason() shouldBe "tenant_failed"
            refused.detail() shouldBe "Cannot update tenant in failed state"
        }

        test("row 89: a different configuration restarts a failed tenant") {
            world.create("mended", """{"fail_at": "page", "fail_for_good": true}""")
            world.until("mended", FAILED)
            world.configure("mended", """{"size": 2}""").started() shouldBe true
            val ready = world.until("mended", READY)
            ready.workflowExecutionName() shouldBe
                "tenant-${ready.id()}-tenant-provisioning-provision-2"
            ready.workflowErrorMessage() shouldBe null
            world.made("mended")["page"] shouldBe json("""{"size": 2}""")
            val reason = "Config changed, retrying with updated configuration"
            world.history("mended").takeLast(3) shouldContainExactly
                listOf(
                    "failed -> requested: $reason (controller:config-change)",
                    "requested -> provisioning: $reason (controller:config-change)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("updates a ready tenant; a failed update restores it") {
            world.create("grown", """{"size": 1}""")
            world.until("grown", READY)
            world.configure("grown", """{"size": 2}""").tenant().status() shouldBe UPDATING
            world.until("grown", READY).generation() shouldBe 2
            world.made("grown")["page"] shouldBe json("""{"size": 2}""")

            world.configure("grown", """{"size": 3, "fail_at": "page", "fail_for_good": true}""")
            world.until("grown", FAILED)
            world.made("grown").values.toSet() shouldBe setOf(json("""{"size": 2}"""))

            // Another try that fails as well must not take away what is there.
            world.configure("grown", """{"size": 4, "fail_at": "page", "fail_for_good": true}""")
            world.until("grown", FAILED).workflowId shouldBe "tenant-update"
            world.made("grown").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            world.configure("grown", """{"size": 5}""")
            world.until("grown", READY)
            world.made("grown").values.toSet() shouldBe setOf(json("""{"size": 5}"""))
        }

        test("replaces and merges labels and annotations without a workflow") {
            world.create("labelled", """{"size": 1}""")
            world.until("labelled", READY)
            fun update(labels: String, merge: Boolean) =
                world.client.update("labelled", UpdateTenant(null, json(labels), null, merge))
            val replaced = update("""{"team": "a", "tier": "1"}""", false)
            replaced.started() shouldBe false
            replaced.tenant().labels shouldBe mapOf("team" to "a", "tier" to "1")
            update("""{"team": "b", "tier": null}""", true).tenant().labels shouldBe
                mapOf("team" to "b")
            val merged =
                world.client.update(
                    "labelled",
                    UpdateTenant(json("""{"x": 1}"""), null, null, true),
                )
            merged.started() shouldBe true
            merged.tenant().desiredConfig shouldBe json("""{"size": 1, "x": 1}""")
            world.until("labelled", READY).version() shouldBe 8
        }

        test(
            "rows 56, 58 and 88 to 92: a degraded run is cancelled, undone, and begun anew with what is desired"
        ) {
            val first = world.create("degraded", """{"fail_at": "page"}""")
            world.untilDegraded("degraded")
            val lines = logged {
                world.configure("degraded", """{"size": 2}""").started() shouldBe true
            }
            lines shouldBe
                listOf(
                    "config changed while workflow degraded, restarting workflow tenant=degraded " +
                        "execution=${first.workflowExecutionName()} reason=\"Configuration updated\" " +
                        "old_hash=${first.workflowConfigHash} " +
                        "new_hash=${ConfigHash.of(json("""{"size": 2}"""))}"
                )
            val ready = world.until("degraded", READY)
            ready.generation() shouldBe 2
            ready.workflowExecutionName() shouldBe
                "tenant-${first.id()}-tenant-provisioning-provision-2"
            ready.workflowConfigHash shouldBe ConfigHash.of(json("""{"size": 2}"""))
            ready.workflowErrorMessage() shouldBe null
            ready.workflowRetryCount shouldBe 0
            world.made("degraded").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            world.steps(first.workflowExecutionName()).filter { it.startsWith("undo") } shouldBe
                listOf("undo: remove page", "undo: remove database", "undo: remove directory")
            world.history("degraded").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> provisioning: Configuration updated (controller:config-change)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("row 88: a run that makes progress continues, and an update follows") {
            val first = world.create("drifting", """{"delay": "700ms", "size": 1}""")
            val change = world.configure("drifting", """{"size": 2}""")
            change.started() shouldBe false
            change.tenant().status() shouldBe PROVISIONING
            eventually(60.seconds) {
                world.client.get("drifting").let { it.generation() to it.status() } shouldBe
                    (2L to READY)
            }
            world.made("drifting").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            world.steps(first.workflowExecutionName()) shouldBe
                listOf("create directory", "create database", "create page")
            world.history("drifting").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> ready: Workflow succeeded (controller)",
                    "ready -> updating: Config changed during the workflow (controller:config-change)",
                    "updating -> ready: Workflow succeeded (controller)",
                )
        }

        test("row 88: a run is degraded during the retry of a failed operation") {
            val first = world.create("retrying", """{"fail_at": "page", "delay": "1s"}""")
            eventually(60.seconds) { world.isRetrying(first) shouldBe true }
            world.configure("retrying", """{"size": 2}""").started() shouldBe true
            world.until("retrying", READY).generation() shouldBe 2
            world.made("retrying").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }

        test("row 73: a paused run is degraded") {
            val tenant = world.create("paused", """{"fail_at": "page"}""")
            world.untilDegraded("paused")
            patch(world.served.adminUrl(), tenant.workflowExecutionId, "pause")
            eventually(60.seconds) {
                world.store.find("paused").orElseThrow().workflowSubState() shouldBe "error"
            }
            world.configure("paused", """{"size": 2}""").started() shouldBe true
            world.until("paused", READY).generation() shouldBe 2
            world.made("paused").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }
    })
