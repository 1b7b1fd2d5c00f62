package dev.landlord.samples.tenant

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import java.net.InetAddress
import java.net.ServerSocket
import java.net.URI
import java.nio.file.Path
import java.sql.DriverManager
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.time.Duration.Companion.seconds

/**
 * Sixteen runs, each of which has come to another point: before or after the effect of each step
 * and of each undo action. Then the service is killed with SIGKILL and started again.
 */
class CrashTest :
    FunSpec({
        test(
            "after kill -9 of the service at any point, every run succeeds with each effect once"
        ) {
            val root = tempdir().toPath()
            val reached = tempdir().toPath()
            val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            RestateServer.start().use { server ->
                val restate = Restate(server.ingressUrl(), server.adminUrl())
                var service = service(root, port, server.adminUrl(), reached)
                try {
                    waitUntil("the service is registered") { isRegistered(restate) }
                    val invocations = Gate.all.associate { it.tenant to submit(restate, it.tenant) }
                    waitUntil("every run stands still at its point") {
                        reached.listDirectoryEntries().size == Gate.all.size
                    }

                    service.destroyForcibly().onExit().join()
                    service = service(root, port, server.adminUrl(), reached = null)

                    for (gate in Gate.all) {
                        withClue("${gate.phase} ${gate.operation}") {
                            val invocation = invocations.getValue(gate.tenant)
                            if (gate.fails) expectUndone(restate, gate.tenant, invocation)
                            else expectProvisioned(restate, gate.tenant, invocation, root)
                        }
                    }
                    val there = Gate.all.filter { !it.fails }.map { it.tenant }
                    LocalCloud(root).registry().tenants().map {
                        it.name
                    } shouldContainExactlyInAnyOrder there
                    root
                        .listDirectoryEntries()
                        .map { it.name }
                        .filter { "registry" !in it } shouldContainExactlyInAnyOrder there
                    waitUntil("the pages of what was undone are gone") {
                        pages(root).size == there.size
                    }
                } finally {
                    service.destroyForcibly().onExit().join()
                    pages(root).forEach { it.destroyForcibly() }
                }
            }
        }
    })

private fun service(root: Path, port: Int, admin: URI, reached: Path?): Process =
    ProcessBuilder(
            listOf(Path(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m") +
                listOf("-cp", System.getProperty("java.class.path")) +
                listOf("dev.landlord.samples.tenant.GatedServiceKt", "$root", "$port", "$admin") +
                listOfNotNull(reached?.toString())
        )
        .inheritIO()
        .start()

private fun isRegistered(restate: Restate) =
    restate.query("select name from sys_service where name = 'ProvisionTenant'").isNotEmpty()

private fun submit(restate: Restate, tenant: String): String {
    val request = ProvisionRequest(tenant, "owner@acme.example", "small")
    return restate.submit("ProvisionTenant", tenant, ObjectMapper().valueToTree<JsonNode>(request))
}

private fun expectProvisioned(restate: Restate, tenant: String, invocation: String, root: Path) {
    val end = restate.attach("ProvisionTenant", tenant)
    end.statusCode() shouldBe 200
    val result = ObjectMapper().readTree(end.body())
    result["name"].asText() shouldBe tenant
    journal(restate, invocation) shouldContainExactly InterceptedCloud.STEPS
    LocalHttp.get(URI.create(result["url"].asText())).statusCode() shouldBe 200
    pages(root).count { "/$tenant " in it.info().commandLine().orElse("") } shouldBe 1
    rows(root.resolve(tenant)) shouldBe 1
}

private fun expectUndone(restate: Restate, tenant: String, invocation: String) {
    val end = restate.attach("ProvisionTenant", tenant)
    end.statusCode() shouldBe 507
    ObjectMapper().readTree(end.body())["message"].asText() shouldBe "failed by --fail-at"
    journal(restate, invocation) shouldContainExactly
        InterceptedCloud.STEPS +
            listOf("failure", "undo: unregister", "undo: stop page", "undo: remove directory")
}

/** The names of the steps and undo actions in a journal. */
private fun journal(restate: Restate, invocation: String): List<String> =
    restate
        .query(
            "select name from sys_journal where id = '$invocation' and entry_type = 'Command: Run' order by index"
        )
        .map { it["name"].asText() }

private fun pages(root: Path): List<ProcessHandle> =
    ProcessHandle.allProcesses()
        .filter { "TenantPage $root/" in it.info().commandLine().orElse("") }
        .toList()

private fun rows(home: Path): Int =
    DriverManager.getConnection("jdbc:h2:file:${home.resolve("tenant")}").use { database ->
        database.createStatement().executeQuery("select count(*) from tenant").run {
            next()
            getInt(1)
        }
    }

private fun waitUntil(what: String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + 60.seconds.inWholeNanoseconds
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited 60 s until $what" }
        Thread.onSpinWait()
    }
}
