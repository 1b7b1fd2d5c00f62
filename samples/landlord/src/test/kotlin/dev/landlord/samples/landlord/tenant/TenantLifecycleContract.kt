package dev.landlord.samples.landlord.tenant

import dev.landlord.samples.landlord.compute.TenantSpec
import dev.landlord.samples.landlord.compute.json
import dev.landlord.samples.landlord.input.FieldError
import dev.landlord.samples.landlord.tenant.TenantStatus.ARCHIVED
import dev.landlord.samples.landlord.tenant.TenantStatus.FAILED
import dev.landlord.samples.landlord.tenant.TenantStatus.PROVISIONING
import dev.landlord.samples.landlord.tenant.TenantStatus.READY
import dev.landlord.samples.landlord.workflow.Planning
import dev.landlord.workflow.testing.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional
import java.util.OptionalInt
import java.util.UUID
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope

/** Tenants from the first to the last day, on a real server that replays or does not. */
abstract class TenantLifecycleContract(mode: ServerMode) :
    FunSpec({
        val settings = TenantSettings(Duration.ofMinutes(5), 8, Planning.NONE, Optional.empty())
        lateinit var world: TenantWorld
        beforeSpec { world = TenantWorld(mode, settings) }
        afterSpec { world.close() }

        fun refusal(request: () -> Unit): TenantRequestException =
            shouldThrow<TenantRequestException> { request() }

        test("row 76: provisions a tenant, which has the data of its run") {
            val asked = world.create("acme", """{"size": 1}""")
            asked.status() shouldBe PROVISIONING
            UUID.fromString(asked.id()).toString() shouldBe asked.id()
            val ready = world.until("acme", READY)
            ready.workflowExecutionName() shouldBe
                "tenant-${asked.id()}-tenant-provisioning-provision-1"
            ready.url shouldBe "http://acme.example/"
            ready.observedConfig["page"]["url"].asText() shouldBe "http://acme.example/"
            ready.workflowSubState() shouldBe "succeeded"
            ready.workflowConfigHash shouldBe ConfigHash.of(json("""{"size": 1}"""))
            world.made("acme").keys shouldBe setOf("directory", "database", "page")
            world.history("acme") shouldContainExactly
                listOf(
                    "null -> requested: Tenant requested (api)",
                    "requested -> provisioning: Workflow triggered (controller)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
            world.client.transitions("acme").map { it.version() } shouldBe listOf(1L, 2L, 3L)
        }

        test(
            "row 57: the input of a run contains the tenant, the operation and the configuration"
        ) {
            val asked = world.create("told", """{"size": 1}""")
            world.until("told", READY)
            val input = world.input(asked.workflowExecutionName())
            input["tenant_id"].asText() shouldBe "told"
            input["tenant_uuid"].asText() shouldBe asked.id()
            input["operation"].asText() shouldBe "provision"
            input["compute_provider"].asText() shouldBe "mock"
            input["desired_config"] shouldBe json("""{"size": 1}""")
            input["metadata"]["config_hash"].asText() shouldBe asked.workflowConfigHash
        }

        test(
            "row 84: a tenant of a wrong name, or asked for with wrong fields, is refused with 400"
        ) {
            val refused = refusal {
                val config = json("""{"fail_times": "often"}""")
                val labels = json("""{"team": 7}""")
                world.client.create("Acme_1", CreateTenant(config, null, labels, json("[]")))
            }
            refused.code shouldBe 400
            refused.reason() shouldBe "invalid_tenant"
            refused.errors() shouldContainExactly
                listOf(
                    FieldError(
                        "name",
                        "expected 1 to 255 lower-case letters, digits and '-', found \"Acme_1\"",
                    ),
                    FieldError("labels.team", "expected a string, found 7"),
                    FieldError("annotations", "expected an object, found []"),
                    FieldError(
                        "desired_config.fail_times",
                        "expected a whole number of 0 or more, found \"often\"",
                    ),
                )
            refusal { world.client.create("nowhere", CreateTenant(null, "cloud", null, null)) }
                .errors() shouldBe
                listOf(
                    FieldError(
                        "compute_provider",
                        "unknown compute provider \"cloud\"; expected one of mock",
                    )
                )
            refusal { world.client.get("nowhere") }.reason() shouldBe "tenant_not_found"
        }

        test("row 84: of concurrent requests for the same name, one succeeds") {
            val outcomes = coroutineScope {
                List(8) { async(Dispatchers.IO) { runCatching { world.create("wanted") } } }
                    .awaitAll()
            }
            outcomes.count { it.isSuccess } shouldBe 1
            outcomes
                .mapNotNull { it.exceptionOrNull() as? TenantRequestException }
                .map { it.reason() } shouldBe List(7) { "tenant_exists" }
            world.until("wanted", READY).generation() shouldBe 1
        }

        test("a failed run is undone, and the tenant is failed") {
            world.create("unlucky", """{"fail_at": "page", "fail_for_good": true}""")
            val failed = world.until("unlucky", FAILED)
            failed.workflowErrorMessage() shouldBe "the mock is configured to fail at \"page\""
            failed.workflowSubState() shouldBe "failed"
            world.made("unlucky") shouldBe mapOf()
            world.history("unlucky").last() shouldBe
                "provisioning -> failed: Workflow failed: the mock is configured to fail at \"page\" (controller)"
        }

        test("reports failed undo actions, and the next run reuses the resources") {
            val config =
                """{"fail_at": "page", "fail_for_good": true, "fail_removal_of": "database"}"""
            world.create("stuck", config)
            val failed = world.until("stuck", FAILED)
            failed.workflowErrorMessage() shouldBe
                "the mock is configured to fail at \"page\"; not undone: \"remove database\" " +
                    "(the mock is configured to keep \"database\")"
            world.history("stuck").last() shouldBe
                "provisioning -> failed: Workflow failed and is partially undone: " +
                    "${failed.workflowErrorMessage()} (controller)"
            world.made("stuck").keys shouldBe setOf("database")
            world.configure("stuck", """{"size": 2}""")
            world.until("stuck", READY)
            world.made("stuck").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }

        test("row 81: archiving removes the resources and keeps the record") {
            world.create("old")
            world.until("old", READY)
            world.client.archive("old").started() shouldBe true
            world.client.archive("old").started() shouldBe false
            val archived = world.until("old", ARCHIVED)
            archived.url shouldBe null
            world.made("old") shouldBe mapOf()
            world.client.archive("old").started() shouldBe false
            val refused = refusal { world.configure("old", """{"size": 2}""") }
            refused.code shouldBe 409
            refused.detail() shouldBe "Tenant is archived"
            refusal { world.create("old") }.reason() shouldBe "tenant_exists"
            world.client.delete("old").started() shouldBe false
            world.untilGone("old")
        }

        test("row 81: deletion archives the tenant, deletes the record, and frees the name") {
            val first = world.create("brief")
            world.until("brief", READY)
            val deleting = world.client.delete("brief")
            deleting.tenant().status() shouldBe TenantStatus.ARCHIVING
            deleting.tenant().annotations shouldBe mapOf("landlord/delete_after_archive" to "true")
            world.untilGone("brief")
            world.made("brief") shouldBe mapOf()
            refusal { world.client.delete("brief") }.reason() shouldBe "tenant_not_found"
            (world.create("brief").id() == first.id()) shouldBe false
            world.until("brief", READY).generation() shouldBe 1
        }

        test(
            "row 81: a tenant that is being provisioned is undone first, then archived and forgotten"
        ) {
            val tenant = world.create("hasty", """{"fail_at": "page"}""")
            world.untilDegraded("hasty")
            world.client.delete("hasty").started() shouldBe true
            refusal { world.configure("hasty", """{"size": 2}""") }.detail() shouldBe
                "Tenant is being archived"
            world.client.delete("hasty").started() shouldBe false
            world.untilGone("hasty")
            world.made("hasty") shouldBe mapOf()
            world.steps(tenant.workflowExecutionName()).filter { it.startsWith("undo") } shouldBe
                listOf("undo: remove page", "undo: remove database", "undo: remove directory")
            world.steps("tenant-${tenant.id()}-tenant-deletion-delete-2") shouldBe
                listOf("remove page", "remove database", "remove directory")
        }

        test(
            "row 81: the transitions of a tenant that is archived during its provisioning have the reason"
        ) {
            world.create("recalled", """{"fail_at": "page"}""")
            world.untilDegraded("recalled")
            world.client.archive("recalled")
            world.until("recalled", ARCHIVED)
            world.history("recalled").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> failed: Tenant archiving requested (api)",
                    "failed -> archiving: Tenant archiving requested (api)",
                    "archiving -> archived: Workflow succeeded (controller)",
                )
        }

        test("archiving removes the resources of a killed run") {
            val tenant = world.create("killed", """{"fail_at": "page"}""")
            world.untilDegraded("killed")
            patch(world.served.adminUrl(), tenant.workflowExecutionId, "kill")
            world.until("killed", FAILED).workflowErrorMessage().shouldNotBeNull()
            world.made("killed").keys shouldBe setOf("directory", "database")
            world.client.archive("killed")
            world.until("killed", ARCHIVED)
            world.made("killed") shouldBe mapOf()
        }

        test("a run that an operator cancels is undone, and the tenant is failed") {
            val tenant = world.create("stopped", """{"fail_at": "page"}""")
            world.untilDegraded("stopped")
            world.served.admin().cancel(tenant.workflowExecutionId)
            world.until("stopped", FAILED)
            world.made("stopped") shouldBe mapOf()
            world.history("stopped").last() shouldBe
                "provisioning -> failed: Workflow was cancelled: cancelled (controller)"
        }

        test("does not change a tenant with another claim") {
            world.mock.create("page", TenantSpec("theirs", json("{}")), "theirs")
            world.create("theirs")
            world.until("theirs", FAILED).workflowErrorMessage() shouldBe
                "tenant \"theirs\" belongs to another owner; choose another name"
            world.client.delete("theirs")
            world.untilGone("theirs")
            world.made("theirs").keys shouldBe setOf("page")
        }

        test(
            "row 86: tenants are listed by name, filtered, a page at a time, and found by name or id"
        ) {
            val one = world.create("list-1")
            world.create("list-2", """{"fail_at": "page", "fail_for_good": true}""")
            world.create("list-3", """{"fail_at": "page"}""")
            world.create("list-4")
            world.until("list-1", READY)
            world.until("list-2", FAILED)
            world.until("list-4", READY)
            world.client.archive("list-4")
            world.until("list-4", ARCHIVED)
            world.untilDegraded("list-3")

            fun listed(filter: TenantFilter) =
                world.store
                    .list(filter, 0, 1000)
                    .tenants()
                    .map { it.name() }
                    .filter { "list-" in it }
            val any = Optional.empty<String>()
            val either = Optional.empty<Boolean>()
            val never = OptionalInt.empty()
            listed(TenantFilter.none()) shouldBe listOf("list-1", "list-2", "list-3")
            listed(TenantFilter(true, any, either, never)) shouldBe
                listOf("list-1", "list-2", "list-3", "list-4")
            // Between two attempts of its step, and not while one runs.
            eventually(1.minutes) {
                listed(TenantFilter(false, Optional.of("backing-off"), either, never)) shouldBe
                    listOf("list-3")
            }
            listed(TenantFilter(false, any, Optional.of(true), never)) shouldBe
                listOf("list-2", "list-3")
            listed(TenantFilter(false, any, Optional.of(false), never)) shouldBe listOf("list-1")
            listed(TenantFilter(false, any, either, OptionalInt.of(1))) shouldBe listOf("list-3")

            val all = world.store.list(TenantFilter.none(), 0, 1000)
            all.total() shouldBe all.tenants().size
            val page = world.store.list(TenantFilter.none(), 2, 3)
            page.total() shouldBe all.total()
            page.tenants().map { it.name() } shouldBe
                all.tenants().drop(2).take(3).map { it.name() }

            world.store.find(one.id()).orElseThrow().name() shouldBe "list-1"
            world.store.find("list-1").orElseThrow().id() shouldBe one.id()
            world.store.find("no' or '1' = '1").isPresent shouldBe false
            world.client.delete("list-3")
            world.untilGone("list-3")
        }

        test("archiving after a failed deletion keeps the record") {
            world.create("kept", """{"fail_removal_of": "database"}""")
            world.until("kept", READY)
            world.client.delete("kept")
            world.until("kept", FAILED).workflowErrorMessage() shouldBe
                "the mock is configured to keep \"database\""
            world.configure("kept", """{"size": 2}""")
            world.until("kept", READY)
            world.made("kept").keys shouldBe setOf("directory", "database", "page")
            world.client.archive("kept")
            world.until("kept", ARCHIVED)
            world.made("kept") shouldBe mapOf()
        }
    })
