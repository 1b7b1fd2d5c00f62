package dev.landlord.server.tenant

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.server.auth.Authentication
import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.json
import dev.landlord.server.config.ServiceNames
import dev.landlord.server.execution.ExecutionReader
import dev.landlord.server.execution.WorkflowTarget
import dev.landlord.server.restate.RestateApi
import dev.landlord.server.restate.RestateHttp
import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.matchers.shouldBe
import java.net.URI
import java.time.Duration
import java.util.Optional
import kotlin.time.Duration.Companion.seconds

/** Tenants of the mock provider on a real restate-server. */
class TenantFixture(
    mode: ServerMode,
    settings: TenantSettings,
    private val names: ServiceNames = ServiceNames.plain(),
) : AutoCloseable {
    val mock: MockCompute = MockCompute.inMemory()
    val served: ServedWorkflows =
        ServedWorkflows.serve(
            mode,
            TenantServices.of(
                ComputeProviders("mock", mock),
                names,
                settings,
                { ids -> RunHealth.from(restate).of(ids) },
                { _, _, _ -> },
            ),
        )
    private val restate = restateApi(served.ingressUrl(), served.adminUrl())
    val client = TenantClient(restate, names)
    val store = TenantStore(restate, names)

    fun create(name: String, config: String = "{}"): TenantRecord =
        client.create(name, CreateTenant(json(config), null, null, null, null, "ada"))

    /** Replaces the configuration. */
    fun configure(name: String, config: String): TenantChange =
        client.update(name, UpdateTenant(json(config), null, null, null, "ada", false, null))

    suspend fun until(name: String, status: TenantStatus): TenantRecord =
        eventually(60.seconds) { client.get(name).also { it.status() shouldBe status } }

    /** Waits until its run is backing off. */
    suspend fun untilDegraded(name: String) =
        eventually(60.seconds) {
            store.find(name).orElseThrow().workflowSubState() shouldBe "backing-off"
        }

    /** Whether the run of [tenant] has failed, and its next attempt is in flight. */
    fun isRetrying(tenant: TenantRecord): Boolean =
        served
            .admin()
            .query(
                "select id from sys_invocation where id = '${tenant.workflowExecutionId}' and " +
                    "status = 'running' and last_failure is not null"
            )
            .isNotEmpty()

    /** Waits until the tenant does not exist. */
    suspend fun untilGone(name: String) =
        eventually(60.seconds) { store.find(name).isPresent shouldBe false }

    /** From, to, reason and trigger of each transition. */
    fun history(name: String): List<String> =
        client.transitions(name).map {
            "${it.from()?.wireName()} -> ${it.to().wireName()}: ${it.reason()} (${it.triggeredBy()})"
        }

    /** The configurations of the resources. */
    fun made(name: String): Map<String, JsonNode> =
        mock
            .status(name)
            .map { it.observed().mapValues { made -> made.value["config"] } }
            .orElse(mapOf())

    /** The input of a run that provisions. */
    fun input(executionName: String): JsonNode {
        val id = "tenant-provisioning"
        return ExecutionReader(restate, names)
            .find(WorkflowTarget(id, names.ofWorkflow(id)), executionName)
            .input()
    }

    /** The steps and undo actions in the journal of a run. */
    fun steps(executionName: String): List<String> =
        served
            .admin()
            .query(
                "select j.name from sys_journal j join sys_invocation i on i.id = j.id where " +
                    "i.target_service_key = '$executionName' and j.entry_type = 'Command: Run' order by j.index"
            )
            .map { it["name"].asText() }

    override fun close() = served.close()
}

fun restateApi(ingress: URI, admin: URI): RestateApi =
    RestateApi(RestateHttp(Authentication.NONE), ingress, admin, Duration.ofSeconds(20))

fun TenantClient.create(name: String, request: CreateTenant): TenantRecord =
    create(name, request, Optional.empty())

fun TenantClient.update(name: String, request: UpdateTenant): TenantChange =
    update(name, request, Optional.empty())

fun TenantClient.archive(name: String): TenantChange =
    archive(name, TenantCondition.none(), Optional.empty())

fun TenantClient.delete(name: String): TenantChange =
    delete(name, TenantCondition.none(), Optional.empty())
