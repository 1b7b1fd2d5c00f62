package dev.landlord.server.tenant

import dev.landlord.server.compute.json
import dev.landlord.server.decision.DecisionRules
import dev.landlord.server.tenant.TenantStatus.FAILED
import dev.landlord.server.tenant.TenantStatus.PROVISIONING
import dev.landlord.server.tenant.TenantStatus.READY
import dev.landlord.server.tenant.TenantStatus.UPDATING
import dev.landlord.server.workflow.Planning
import dev.landlord.workflow.testing.server.ServerMode
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
        val settings =
            TenantSettings(
                Duration.ofMinutes(5),
                8,
                Planning.NONE,
                Optional.empty(),
                DecisionRules.none(),
            )
        lateinit var fixture: TenantFixture
        beforeSpec { fixture = TenantFixture(mode, settings) }
        afterSpec { fixture.close() }

        fun refusal(request: () -> Unit): TenantRequestException =
            shouldThrow<TenantRequestException> { request() }

        test("row 82: a failed tenant refuses the same configuration") {
            fixture.create("same", """{"fail_at": "page", "fail_for_good": true}""")
            fixture.until("same", FAILED)
            val refused = refusal {
                fixture.configure("same", """{"fail_for_good": true, "fail_at": "page"}""")
            }
            refused.code shouldBe 409
            refused.reason() shouldBe "tenant_failed"
            refused.detail() shouldBe "Cannot update tenant in failed state"
        }

        test("row 89: a different configuration restarts a failed tenant") {
            fixture.create("mended", """{"fail_at": "page", "fail_for_good": true}""")
            fixture.until("mended", FAILED)
            fixture.configure("mended", """{"size": 2}""").started() shouldBe true
            val ready = fixture.until("mended", READY)
            ready.workflowExecutionName() shouldBe
                "tenant-${ready.id()}-tenant-provisioning-provision-2"
            ready.workflowErrorMessage() shouldBe null
            fixture.made("mended")["page"] shouldBe json("""{"size": 2}""")
            val reason = "Config changed, retrying with updated configuration"
            fixture.history("mended").takeLast(3) shouldContainExactly
                listOf(
                    "failed -> requested: $reason (controller:config-change)",
                    "requested -> provisioning: $reason (controller:config-change)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("updates a ready tenant; a failed update restores it") {
            fixture.create("grown", """{"size": 1}""")
            fixture.until("grown", READY)
            fixture.configure("grown", """{"size": 2}""").tenant().status() shouldBe UPDATING
            fixture.until("grown", READY).generation() shouldBe 2
            fixture.made("grown")["page"] shouldBe json("""{"size": 2}""")

            fixture.configure("grown", """{"size": 3, "fail_at": "page", "fail_for_good": true}""")
            fixture.until("grown", FAILED)
            fixture.made("grown").values.toSet() shouldBe setOf(json("""{"size": 2}"""))

            // Another try that fails as well must not take away what is there.
            fixture.configure("grown", """{"size": 4, "fail_at": "page", "fail_for_good": true}""")
            fixture.until("grown", FAILED).workflowId shouldBe "tenant-update"
            fixture.made("grown").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            fixture.configure("grown", """{"size": 5}""")
            fixture.until("grown", READY)
            fixture.made("grown").values.toSet() shouldBe setOf(json("""{"size": 5}"""))
        }

        test("replaces and merges labels and annotations without a workflow") {
            fixture.create("labelled", """{"size": 1}""")
            fixture.until("labelled", READY)
            fun update(labels: String, merge: Boolean) =
                fixture.client.update(
                    "labelled",
                    UpdateTenant(null, null, json(labels), null, "ada", merge, null),
                )
            val replaced = update("""{"team": "a", "tier": "1"}""", false)
            replaced.started() shouldBe false
            replaced.tenant().labels shouldBe mapOf("team" to "a", "tier" to "1")
            update("""{"team": "b", "tier": null}""", true).tenant().labels shouldBe
                mapOf("team" to "b")
            val merged =
                fixture.client.update(
                    "labelled",
                    UpdateTenant(json("""{"x": 1}"""), null, null, null, "ada", true, null),
                )
            merged.started() shouldBe true
            merged.tenant().desiredConfig shouldBe json("""{"size": 1, "x": 1}""")
            fixture.until("labelled", READY).version() shouldBe 8
        }

        test(
            "rows 56, 58 and 88 to 92: a degraded run is cancelled, undone, and begun anew with what is desired"
        ) {
            val first = fixture.create("degraded", """{"fail_at": "page"}""")
            fixture.untilDegraded("degraded")
            val lines = logged {
                fixture.configure("degraded", """{"size": 2}""").started() shouldBe true
            }
            lines shouldBe
                listOf(
                    "config changed while workflow degraded, restarting workflow tenant=degraded " +
                        "execution=${first.workflowExecutionName()} reason=\"Configuration updated\" " +
                        "old_hash=${first.workflowConfigHash} " +
                        "new_hash=${ConfigHash.of(json("""{"size": 2}"""))}"
                )
            val ready = fixture.until("degraded", READY)
            ready.generation() shouldBe 2
            ready.workflowExecutionName() shouldBe
                "tenant-${first.id()}-tenant-provisioning-provision-2"
            ready.workflowConfigHash shouldBe ConfigHash.of(json("""{"size": 2}"""))
            ready.workflowErrorMessage() shouldBe null
            ready.workflowRetryCount shouldBe 0
            fixture.made("degraded").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            fixture.steps(first.workflowExecutionName()).filter { it.startsWith("undo") } shouldBe
                listOf("undo: remove page", "undo: remove database", "undo: remove directory")
            fixture.history("degraded").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> provisioning: Configuration updated (controller:config-change)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
        }

        test("row 88: a run that makes progress continues, and an update follows") {
            val first = fixture.create("drifting", """{"delay": "700ms", "size": 1}""")
            val change = fixture.configure("drifting", """{"size": 2}""")
            change.started() shouldBe false
            change.tenant().status() shouldBe PROVISIONING
            eventually(60.seconds) {
                fixture.client.get("drifting").let { it.generation() to it.status() } shouldBe
                    (2L to READY)
            }
            fixture.made("drifting").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
            fixture.steps(first.workflowExecutionName()) shouldBe
                listOf("create directory", "create database", "create page")
            fixture.history("drifting").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> ready: Workflow succeeded (controller)",
                    "ready -> updating: Config changed during the workflow (controller:config-change)",
                    "updating -> ready: Workflow succeeded (controller)",
                )
        }

        test("row 88: a run is degraded during the retry of a failed operation") {
            val first = fixture.create("retrying", """{"fail_at": "page", "delay": "1s"}""")
            eventually(60.seconds) { fixture.isRetrying(first) shouldBe true }
            fixture.configure("retrying", """{"size": 2}""").started() shouldBe true
            fixture.until("retrying", READY).generation() shouldBe 2
            fixture.made("retrying").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }

        test("row 73: a paused run is degraded") {
            val tenant = fixture.create("paused", """{"fail_at": "page"}""")
            fixture.untilDegraded("paused")
            patch(fixture.served.adminUrl(), tenant.workflowExecutionId, "pause")
            eventually(60.seconds) {
                fixture.store.find("paused").orElseThrow().workflowSubState() shouldBe "error"
            }
            fixture.configure("paused", """{"size": 2}""").started() shouldBe true
            fixture.until("paused", READY).generation() shouldBe 2
            fixture.made("paused").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }
    })
