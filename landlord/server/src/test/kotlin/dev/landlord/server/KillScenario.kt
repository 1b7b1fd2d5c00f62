package dev.landlord.server

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import dev.landlord.cli.ServerProcess
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.net.URI
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kotlin.io.path.createDirectory
import kotlin.io.path.writeText

/** Landlord and Restate, which are killed, and clients, which retry until they get a response. */
class KillScenario(folder: Path) : AutoCloseable {
    private val json = ObjectMapper()
    private val notes = folder.resolve("notes")
    private val restate = RestateServer.start()
    private val path = LandlordOnPath(folder.resolve("operator").createDirectory())
    private val httpPort = freePort()
    private val threads = Executors.newCachedThreadPool()

    /** The ids of the tenants whose creation was answered. */
    private val ids = ConcurrentHashMap<String, String>()
    val client: RetryingClient

    init {
        path.environment["LANDLORD_CLI_API_URL"] = "http://127.0.0.1:$httpPort"
        path.folder
            .resolve("config.yaml")
            .writeText(
                """
                workflow:
                  default_provider: restate
                  restate:
                    endpoint: ${restate.ingressUrl()}
                    admin_endpoint: ${restate.adminUrl()}
                    retry_attempts: $RETRIES
                http: {port: $httpPort}
                worker: {port: ${freePort()}}
                compute:
                  default_provider: mock
                  mock: {root: $notes}
                """
                    .trimIndent()
            )
        client = RetryingClient(URI("http://127.0.0.1:$httpPort"), path)
    }

    private var landlord = startLandlord()

    private fun startLandlord(): ServerProcess =
        path.server("landlord server --config config.yaml").also { server ->
            check(server.hasStarted()) { "it does not start: ${server.lines}" }
            server.awaitReady()
        }

    /** How many runs were at work when Landlord was killed, all kills together. */
    var interrupted = 0

    fun killLandlord() {
        landlord.kill()
        interrupted += runs().count { it["status"].asText() != "completed" }
        landlord = startLandlord()
    }

    fun killRestate() {
        restate.kill()
        restate.restart()
    }

    /** Sends the requests of the script in its own thread. */
    fun play(script: Script): Future<*> =
        CompletableFuture.runAsync({ ask(script.name, script.kind) }, threads)

    private fun ask(name: String, kind: Kind) {
        val config = """{"delay": "400ms"${kind.config}}"""
        if (kind == Kind.BY_COMMAND) {
            client.createByCommand(name, config)
        } else {
            client
                .send(
                    "POST",
                    "",
                    """{"name": "$name", "desired_config": $config}""",
                    "tenant_exists",
                )
                ?.let { ids[name] = it["id"].asText() }
        }
        if (kind == Kind.UPDATED_WHEN_READY || kind == Kind.DELETED_WHEN_READY) {
            waitUntil({ "$name is ready" }) {
                client.get("/$name")!!["status"].asText() == "ready"
            }
        }
        when (kind) {
            Kind.UPDATED_WHEN_READY,
            Kind.UPDATED_AT_ONCE ->
                client.send("PATCH", "/$name", """{"desired_config": $UPDATE}""", "never")
            Kind.DELETED_WHEN_READY,
            Kind.DELETED_AT_ONCE -> client.send("DELETE", "/$name", null, "tenant_not_found")
            else -> {}
        }
    }

    private fun tenants(): Map<String, JsonNode> =
        client.get("")!!["tenants"].associateBy { it["name"].asText() }

    /** Waits until nothing is at work for any tenant. */
    fun awaitRest() {
        val expected = TENANTS.filter { it.kind.status != null }.map { it.name }.toSet()
        waitUntil({ "all rest: ${tenants().mapValues { it.value["status"] }}" }) {
            val all = tenants()
            all.keys == expected && all.values.all { it["status"].asText() in RESTING }
        }
        waitUntil({ "no run goes on" }) { runs().all { it["status"].asText() == "completed" } }
    }

    private fun runs(): List<JsonNode> =
        restate
            .admin()
            .query(
                "select target_service_key as name, status from sys_invocation " +
                    "where target_handler_name = 'run'"
            )

    fun verify(script: Script) {
        val kind = script.kind
        withClue("${script.name}, $kind") {
            val note = json.readTree(notes.resolve("${script.name}.json").toFile())
            val effects = note["effects"].map { it.asText() }
            val tenant = tenants()[script.name]
            if (kind.effects != null) {
                effects shouldContainExactly kind.effects
            }
            left(effects) shouldBe note["resources"].fieldNames().asSequence().toSet()
            tenant?.get("status")?.asText() shouldBe kind.status
            val id = tenant?.get("id")?.asText() ?: ids[script.name]
            ids[script.name]?.let { it shouldBe id }
            if (id != null) {
                note["claim"].asText() shouldBe id
                verifyRuns(id, tenant)
            }
            if (tenant != null) {
                verifyTenant(script, tenant, note)
            } else {
                left(effects) shouldBe setOf()
            }
        }
    }

    /** The remaining resources. Checks that no resource was created or removed twice. */
    private fun left(effects: List<String>): Set<String> {
        val there = mutableSetOf<String>()
        for (effect in effects) {
            val (what, resource) = effect.split(' ')
            withClue("$effect, of $effects") {
                when (what) {
                    "made" -> there.add(resource) shouldBe true
                    "removed" -> there.remove(resource) shouldBe true
                    else -> (resource in there) shouldBe true
                }
            }
        }
        return there
    }

    private fun verifyTenant(script: Script, tenant: JsonNode, note: JsonNode) {
        val resources = note["resources"].fieldNames().asSequence().toSet()
        when (script.kind) {
            Kind.FAILING_FOR_GOOD -> resources shouldBe setOf()
            Kind.UPDATED_AT_ONCE,
            Kind.UPDATED_WHEN_READY -> resources shouldBe setOf("directory", "database", "cache")
            else -> resources shouldBe setOf("directory", "database", "page")
        }
        note["resources"].forEach { it["config"] shouldBe tenant["desired_config"] }
        val transitions = client.get("/${script.name}/transitions")!!["transitions"].toList()
        val told = transitions.map { "${it["to"].asText()} ${it["version"]}" }
        if (script.kind.transitions != null) {
            told shouldContainExactly script.kind.transitions
        }
        transitions.zipWithNext { before, next -> next["from"] shouldBe before["to"] }
        transitions.map { it["version"].asInt() }.let { it shouldBe it.distinct().sorted() }
        transitions.last()["to"] shouldBe tenant["status"]
        transitions.last()["version"] shouldBe tenant["version"]
    }

    /** One run for each generation, and no generation without one. */
    private fun verifyRuns(id: String, tenant: JsonNode?) {
        val names = runs().map { it["name"].asText() }.filter { it.startsWith("tenant-$id-") }
        names.map { it.substringAfterLast('-').toInt() }.sorted() shouldBe (1..names.size).toList()
        if (tenant != null) {
            names.size shouldBe tenant["generation"].asInt()
            names.any { it == tenant["workflow_execution_name"].asText() } shouldBe true
        }
    }

    override fun close() {
        threads.shutdownNow()
        landlord.kill()
        restate.close()
    }

    private companion object {
        const val RETRIES = 3
        const val UPDATE = """{"size": 2, "resources": ["directory", "database", "cache"]}"""
        val RESTING = setOf("ready", "failed")
    }
}
