@file:OptIn(InternalEngineApi::class)

package dev.landlord.samples.tenant

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
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
import kotlin.time.Duration.Companion.minutes

/**
 * Sixteen runs, each of which stands still at another position of the journal: before or after the
 * effect of each step and of each undo action. Then the service is killed with SIGKILL and started
 * again.
 */
class CrashTest :
    FunSpec({
        for (body in Body.ofCampaign) test(
            "${body.name}: after kill -9 at any position, every run ends with each effect once"
        ) {
            val root = tempdir().toPath()
            val reached = tempdir().toPath()
            val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
            RestateServer.start().use { server ->
                val restate = Restate(server.ingressUrl(), server.adminUrl())
                var service = service(body, root, port, server.adminUrl(), reached)
                try {
                    waitUntil("the service is registered") { isRegistered(restate, body) }
                    val invocations =
                        Gate.all.associate { it.tenant to submit(restate, body, it.tenant) }
                    waitUntil("every run stands still at its point") {
                        reached.listDirectoryEntries().size == Gate.all.size
                    }

                    service.destroyForcibly().onExit().join()
                    service = service(body, root, port, server.adminUrl(), reached = null)

                    for (gate in Gate.all) {
                        withClue("${gate.phase} ${gate.operation}") {
                            val invocation = invocations.getValue(gate.tenant)
                            if (gate.fails) expectUndone(restate, body, gate.tenant, invocation)
                            else expectProvisioned(restate, body, gate.tenant, invocation, root)
                        }
                    }
                    val there = Gate.all.filter { !it.fails }.map { it.tenant }
                    ThisMachine(root).tenants().map {
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

/** The language of the workflow, and on which [carrier] a body in Java runs. */
private class Body(val service: String, val carrier: Carriers?) {
    val name: String = carrier?.propertyValue() ?: "kotlin"

    /** The options of the JVM. */
    val options: List<String> =
        if (carrier == null) emptyList()
        else Carriers.OPTIONS.split(" ") + "-D${Carriers.PROPERTY}=${carrier.propertyValue()}"

    companion object {
        /** In the bounded form Kotlin, and Java on the first carrier. */
        val ofCampaign: List<Body> =
            listOf(Body("ProvisionTenant", null)) +
                Carriers.available()
                    .take(Campaign.rounds(bounded = 1, full = Carriers.values().size))
                    .map { Body("JavaProvisionTenant", it) }
    }
}

private fun service(body: Body, root: Path, port: Int, admin: URI, reached: Path?): Process =
    ProcessBuilder(
            listOf(Path(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m") +
                listOf("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") +
                body.options +
                listOf("-cp", System.getProperty("java.class.path")) +
                listOf("dev.landlord.samples.tenant.GatedServiceKt", "$root", "$port", "$admin") +
                listOfNotNull(reached?.toString())
        )
        .inheritIO()
        .start()

private fun isRegistered(restate: Restate, body: Body) =
    restate.query("select name from sys_service where name = '${body.service}'").isNotEmpty()

private fun submit(restate: Restate, body: Body, tenant: String): String {
    val request = ProvisionRequest(tenant, "owner@acme.example", "small")
    return restate.submit(body.service, tenant, ObjectMapper().valueToTree<JsonNode>(request))
}

private fun expectProvisioned(
    restate: Restate,
    body: Body,
    tenant: String,
    invocation: String,
    root: Path,
) {
    val end = restate.attach(body.service, tenant)
    end.statusCode() shouldBe 200
    val result = ObjectMapper().readTree(end.body())
    result["name"].asText() shouldBe tenant
    journal(restate, invocation) shouldContainExactly InterceptedCloud.STEPS
    LocalHttp.get(URI.create(result["url"].asText())).statusCode() shouldBe 200
    pages(root).count { "/$tenant " in it.info().commandLine().orElse("") } shouldBe 1
    rows(root.resolve(tenant)) shouldBe 1
}

private fun expectUndone(restate: Restate, body: Body, tenant: String, invocation: String) {
    val end = restate.attach(body.service, tenant)
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
    val deadline = System.nanoTime() + 3.minutes.inWholeNanoseconds
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited 3 minutes until $what" }
        Thread.sleep(20)
    }
}
