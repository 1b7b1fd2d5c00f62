package dev.landlord.server.tenant

import dev.landlord.api.FieldError
import dev.landlord.server.compute.TenantSpec
import dev.landlord.server.compute.json
import dev.landlord.server.decision.DecisionRules
import dev.landlord.server.execution.SubState
import dev.landlord.server.tenant.TenantStatus.ARCHIVED
import dev.landlord.server.tenant.TenantStatus.FAILED
import dev.landlord.server.tenant.TenantStatus.PROVISIONING
import dev.landlord.server.tenant.TenantStatus.READY
import dev.landlord.server.workflow.Planning
import dev.landlord.workflow.testing.server.ServerMode
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

        test("row 76: provisions a tenant, which has the data of its run") {
            val asked = fixture.create("acme", """{"size": 1}""")
            asked.status() shouldBe PROVISIONING
            UUID.fromString(asked.id()).toString() shouldBe asked.id()
            val ready = fixture.until("acme", READY)
            ready.workflowExecutionName() shouldBe
                "tenant-${asked.id()}-tenant-provisioning-provision-1"
            ready.url shouldBe "http://acme.example/"
            ready.observedConfig["page"]["url"].asText() shouldBe "http://acme.example/"
            ready.workflowSubState() shouldBe "succeeded"
            ready.workflowConfigHash shouldBe ConfigHash.of(json("""{"size": 1}"""))
            fixture.made("acme").keys shouldBe setOf("directory", "database", "page")
            fixture.history("acme") shouldContainExactly
                listOf(
                    "null -> requested: Tenant requested (api)",
                    "requested -> provisioning: Workflow triggered (controller)",
                    "provisioning -> ready: Workflow succeeded (controller)",
                )
            fixture.client.transitions("acme").map { it.version() } shouldBe listOf(1L, 2L, 3L)
        }

        test(
            "row 57: the input of a run contains the tenant, the operation and the configuration"
        ) {
            val asked = fixture.create("told", """{"size": 1}""")
            fixture.until("told", READY)
            val input = fixture.input(asked.workflowExecutionName())
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
                fixture.client.create(
                    "Acme_1",
                    CreateTenant(config, null, null, labels, json("[]"), "ada"),
                )
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
            refusal {
                fixture.client.create(
                    "nowhere",
                    CreateTenant(null, "cloud", null, null, null, "ada"),
                )
            }
                .errors() shouldBe
                listOf(
                    FieldError(
                        "compute_provider",
                        "unknown compute provider \"cloud\"; expected one of mock",
                    )
                )
            refusal { fixture.client.get("nowhere") }.reason() shouldBe "tenant_not_found"
        }

        test("row 84: of concurrent requests for the same name, one succeeds") {
            val outcomes = coroutineScope {
                List(8) { async(Dispatchers.IO) { runCatching { fixture.create("wanted") } } }
                    .awaitAll()
            }
            outcomes.count { it.isSuccess } shouldBe 1
            outcomes
                .mapNotNull { it.exceptionOrNull() as? TenantRequestException }
                .map { it.reason() } shouldBe List(7) { "tenant_exists" }
            fixture.until("wanted", READY).generation() shouldBe 1
        }

        test("a failed run is undone, and the tenant is failed") {
            fixture.create("unlucky", """{"fail_at": "page", "fail_for_good": true}""")
            val failed = fixture.until("unlucky", FAILED)
            failed.workflowErrorMessage() shouldBe "the mock is configured to fail at \"page\""
            failed.workflowSubState() shouldBe "failed"
            fixture.made("unlucky") shouldBe mapOf()
            fixture.history("unlucky").last() shouldBe
                "provisioning -> failed: Workflow failed: the mock is configured to fail at \"page\" (controller)"
        }

        test("reports failed undo actions, and the next run reuses the resources") {
            val config =
                """{"fail_at": "page", "fail_for_good": true, "fail_removal_of": "database"}"""
            fixture.create("stuck", config)
            val failed = fixture.until("stuck", FAILED)
            failed.workflowErrorMessage() shouldBe
                "the mock is configured to fail at \"page\"; not undone: \"remove database\" " +
                    "(the mock is configured to keep \"database\")"
            fixture.history("stuck").last() shouldBe
                "provisioning -> failed: Workflow failed and is partially undone: " +
                    "${failed.workflowErrorMessage()} (controller)"
            fixture.made("stuck").keys shouldBe setOf("database")
            fixture.configure("stuck", """{"size": 2}""")
            fixture.until("stuck", READY)
            fixture.made("stuck").values.toSet() shouldBe setOf(json("""{"size": 2}"""))
        }

        test("row 81: archiving removes the resources and keeps the record") {
            fixture.create("old")
            fixture.until("old", READY)
            fixture.client.archive("old").started() shouldBe true
            fixture.client.archive("old").started() shouldBe false
            val archived = fixture.until("old", ARCHIVED)
            archived.url shouldBe null
            fixture.made("old") shouldBe mapOf()
            fixture.client.archive("old").started() shouldBe false
            val refused = refusal { fixture.configure("old", """{"size": 2}""") }
            refused.code shouldBe 409
            refused.detail() shouldBe "Tenant is archived"
            refusal { fixture.create("old") }.reason() shouldBe "tenant_exists"
            fixture.client.delete("old").started() shouldBe false
            fixture.untilGone("old")
        }

        test("row 81: deletion archives the tenant, deletes the record, and frees the name") {
            val first = fixture.create("brief")
            fixture.until("brief", READY)
            val deleting = fixture.client.delete("brief")
            deleting.tenant().status() shouldBe TenantStatus.ARCHIVING
            deleting.tenant().annotations shouldBe mapOf("landlord/delete_after_archive" to "true")
            fixture.untilGone("brief")
            fixture.made("brief") shouldBe mapOf()
            refusal { fixture.client.delete("brief") }.reason() shouldBe "tenant_not_found"
            (fixture.create("brief").id() == first.id()) shouldBe false
            fixture.until("brief", READY).generation() shouldBe 1
        }

        test(
            "row 81: a tenant that is being provisioned is undone first, then archived and forgotten"
        ) {
            val tenant = fixture.create("hasty", """{"fail_at": "page"}""")
            fixture.untilDegraded("hasty")
            fixture.client.delete("hasty").started() shouldBe true
            refusal { fixture.configure("hasty", """{"size": 2}""") }.detail() shouldBe
                "Tenant is being archived"
            fixture.client.delete("hasty").started() shouldBe false
            fixture.untilGone("hasty")
            fixture.made("hasty") shouldBe mapOf()
            fixture.steps(tenant.workflowExecutionName()).filter { it.startsWith("undo") } shouldBe
                listOf("undo: remove page", "undo: remove database", "undo: remove directory")
            fixture.steps("tenant-${tenant.id()}-tenant-deletion-delete-2") shouldBe
                listOf("remove page", "remove database", "remove directory")
        }

        test(
            "row 81: the transitions of a tenant that is archived during its provisioning have the reason"
        ) {
            fixture.create("recalled", """{"fail_at": "page"}""")
            fixture.untilDegraded("recalled")
            fixture.client.archive("recalled")
            fixture.until("recalled", ARCHIVED)
            fixture.history("recalled").drop(2) shouldContainExactly
                listOf(
                    "provisioning -> failed: Tenant archiving requested (api)",
                    "failed -> archiving: Tenant archiving requested (api)",
                    "archiving -> archived: Workflow succeeded (controller)",
                )
        }

        test("archiving removes the resources of a killed run") {
            val tenant = fixture.create("killed", """{"fail_at": "page"}""")
            fixture.untilDegraded("killed")
            patch(fixture.served.adminUrl(), tenant.workflowExecutionId, "kill")
            fixture.until("killed", FAILED).workflowErrorMessage().shouldNotBeNull()
            fixture.made("killed").keys shouldBe setOf("directory", "database")
            fixture.client.archive("killed")
            fixture.until("killed", ARCHIVED)
            fixture.made("killed") shouldBe mapOf()
        }

        test("a run that an operator cancels is undone, and the tenant is failed") {
            val tenant = fixture.create("stopped", """{"fail_at": "page"}""")
            fixture.untilDegraded("stopped")
            fixture.served.admin().cancel(tenant.workflowExecutionId)
            fixture.until("stopped", FAILED)
            fixture.made("stopped") shouldBe mapOf()
            fixture.history("stopped").last() shouldBe
                "provisioning -> failed: Workflow was cancelled: cancelled (controller)"
        }

        test("does not change a tenant with another claim") {
            fixture.mock.create("page", TenantSpec("theirs", json("{}")), "theirs")
            fixture.create("theirs")
            fixture.until("theirs", FAILED).workflowErrorMessage() shouldBe
                "tenant \"theirs\" belongs to another owner; choose another name"
            fixture.client.delete("theirs")
            fixture.untilGone("theirs")
            fixture.made("theirs").keys shouldBe setOf("page")
        }

        test(
            "row 86: tenants are listed by name, filtered, a page at a time, and found by name or id"
        ) {
            val one = fixture.create("list-1")
            fixture.create("list-2", """{"fail_at": "page", "fail_for_good": true}""")
            fixture.create("list-3", """{"fail_at": "page"}""")
            fixture.create("list-4")
            fixture.until("list-1", READY)
            fixture.until("list-2", FAILED)
            fixture.until("list-4", READY)
            fixture.client.archive("list-4")
            fixture.until("list-4", ARCHIVED)
            fixture.untilDegraded("list-3")

            fun listed(filter: TenantFilter) =
                fixture.store
                    .list(filter, 0, 1000)
                    .tenants()
                    .map { it.name() }
                    .filter { "list-" in it }
            fun filter(
                isDeletedToo: Boolean = false,
                subStates: Set<SubState> = setOf(),
                hasError: Boolean? = null,
                minRetries: OptionalInt = OptionalInt.empty(),
            ) =
                TenantFilter(
                    isDeletedToo,
                    setOf(),
                    listOf(),
                    Optional.empty(),
                    subStates,
                    Optional.ofNullable(hasError),
                    minRetries,
                )
            listed(TenantFilter.none()) shouldBe listOf("list-1", "list-2", "list-3")
            listed(filter(isDeletedToo = true)) shouldBe
                listOf("list-1", "list-2", "list-3", "list-4")
            // Between two attempts of its step, and not while one runs.
            eventually(1.minutes) {
                listed(filter(subStates = setOf(SubState.BACKING_OFF))) shouldBe listOf("list-3")
            }
            listed(filter(hasError = true)) shouldBe listOf("list-2", "list-3")
            listed(filter(hasError = false)) shouldBe listOf("list-1")
            listed(filter(minRetries = OptionalInt.of(1))) shouldBe listOf("list-3")

            val all = fixture.store.list(TenantFilter.none(), 0, 1000)
            all.total() shouldBe all.tenants().size
            val page = fixture.store.list(TenantFilter.none(), 2, 3)
            page.total() shouldBe all.total()
            page.tenants().map { it.name() } shouldBe
                all.tenants().drop(2).take(3).map { it.name() }

            fixture.store.find(one.id()).orElseThrow().name() shouldBe "list-1"
            fixture.store.find("list-1").orElseThrow().id() shouldBe one.id()
            fixture.store.find("no' or '1' = '1").isPresent shouldBe false
            fixture.client.delete("list-3")
            fixture.untilGone("list-3")
        }

        test("archiving after a failed deletion keeps the record") {
            fixture.create("kept", """{"fail_removal_of": "database"}""")
            fixture.until("kept", READY)
            fixture.client.delete("kept")
            fixture.until("kept", FAILED).workflowErrorMessage() shouldBe
                "the mock is configured to keep \"database\""
            fixture.configure("kept", """{"size": 2}""")
            fixture.until("kept", READY)
            fixture.made("kept").keys shouldBe setOf("directory", "database", "page")
            fixture.client.archive("kept")
            fixture.until("kept", ARCHIVED)
            fixture.made("kept") shouldBe mapOf()
        }
    })
