package dev.landlord.server

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import dev.landlord.cli.ServerProcess
import dev.landlord.devserver.RestateServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.net.InetAddress
import java.net.ServerSocket
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.writeText
import kotlin.jvm.optionals.getOrNull

/** `landlord server` as an operator uses it: a process that is configured, started and stopped. */
class ServerOperationTest :
    FunSpec({
        fun landlord() = LandlordOnPath(tempdir().toPath().resolve("empty").createDirectory())

        /** How many pages of tenants are served of which [folder] has the files. */
        fun pagesOf(folder: Path): Int =
            ProcessHandle.allProcesses().toList().count {
                "TenantPage $folder" in it.info().commandLine().getOrNull().orEmpty()
            }

        val dev = "landlord server --dev --http.port 0 --worker.port 0"

        /** A tenant of the local provider. */
        fun LandlordOnPath.createTenant(server: ServerProcess) {
            sh(
                    "landlord --api-url ${server.api} tenant create acme --config '{\"owner\": \"a@example.com\"}' --wait"
                )
                .let { check(it.exit == 0) { "$it" } }
        }

        test("row 33: an invalid configuration reports all errors, with exit code 2") {
            val landlord = landlord()
            landlord.folder
                .resolve("config.yaml")
                .writeText(
                    """
                    workflow:
                      default_provider: restat
                      restate:
                        endpoint: ftp://localhost:8080
                        timeout: -1s
                        retry_atempts: 3
                    http: {port: 99999}
                    """
                        .trimIndent()
                )
            val problems =
                """
                landlord: invalid configuration:
                  - restate config: unknown key; did you mean workflow.restate.retry_attempts? (workflow.restate.retry_atempts, from config.yaml, line 6)
                  - port must be between 0 and 65535, got 99999 (http.port, from config.yaml, line 7)
                  - invalid default_provider: restat (must be mock, step-functions, or restate) (workflow.default_provider, from config.yaml, line 2)
                  - restate config: endpoint scheme must be http or https, got ftp (workflow.restate.endpoint, from config.yaml, line 4)
                  - restate config: timeout must be positive (workflow.restate.timeout, from config.yaml, line 5)

                """
                    .trimIndent()
            landlord.sh("landlord server") shouldBe
                LandlordOnPath.Ran(2, "starting Landlord\n", problems)
        }

        val taken =
            mapOf(
                "http.port" to
                    ": Port already in use. Make sure no other process is using port %s and try again.",
                "worker.port" to
                    " for Restate: Address already in use; is another Landlord running? Otherwise set worker.port",
            )
        for ((key, told) in taken) {
            test("a $key in use has exit code 1, and leaves no process") {
                ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")).use { socket ->
                    val port = socket.localPort
                    val landlord = landlord()
                    val ports = mapOf("http.port" to 0, "worker.port" to 0, key to port)
                    val flags = ports.map { "--${it.key} ${it.value}" }.joinToString(" ")
                    val (exit, _, err) = landlord.sh("landlord server --dev $flags")
                    err.lines().filter { it.startsWith("landlord:") } shouldBe
                        listOf("landlord: cannot listen on 127.0.0.1:$port${told.format(port)}")
                    exit shouldBe 1
                    landlord.temporary.listDirectoryEntries().shouldBeEmpty()
                }
            }
        }

        test("row 4: a run continues after a restart of Landlord") {
            RestateServer.start().use { restate ->
                val landlord = landlord()
                val notes = landlord.folder.resolve("notes")
                val serve =
                    "landlord server --workflow.default-provider restate " +
                        "--workflow.restate.endpoint ${restate.ingressUrl()} " +
                        "--workflow.restate.admin-endpoint ${restate.adminUrl()} " +
                        "--http.port ${freePort()} --worker.port ${freePort()} " +
                        "--compute.default-provider mock --compute.mock.root $notes"
                landlord.server(serve).use { server ->
                    check(server.hasStarted()) { "${server.lines}" }
                    server.awaitReady()
                    landlord
                        .sh(
                            "landlord --api-url ${server.api} tenant create acme --config '{\"delay\": \"1s\"}'"
                        )
                        .exit shouldBe 0
                    waitUntil({ "the first step is done" }) {
                        notes.toFile().resolve("acme.json").exists()
                    }
                    server.terminate() shouldBe 143
                    server.lines.takeLast(2) shouldBe listOf("stopping Landlord", "stopped")
                }
                landlord.server(serve).use { server ->
                    check(server.hasStarted()) { "${server.lines}" }
                    waitUntil({ "the tenant is ready" }) {
                        "\"status\":\"ready\"" in server.get("/v1/tenants/acme").second
                    }
                }
                ObjectMapper().readTree(notes.resolve("acme.json").toFile())["effects"].map {
                    it.asText()
                } shouldContainExactly listOf("made directory", "made database", "made page")
            }
        }

        test(
            "row 96, fault 33: --dev stops its Restate and deletes its tenants at the end, and logs no error"
        ) {
            val landlord = landlord()
            landlord.server(dev).use { server ->
                check(server.hasStarted()) { "${server.lines}" }
                server.lines.filter { "ERROR" in it }.shouldBeEmpty()
                server.lines.filter { "LW120" in it }.shouldBeEmpty()
                landlord.createTenant(server)
                val started = server.descendants()
                pagesOf(landlord.temporary) shouldBe 1
                server.terminate() shouldBe 143
                waitUntil({ "all has ended: ${started.filter { it.isAlive }.map { it.info() }}" }) {
                    started.none { it.isAlive }
                }
            }
            landlord.temporary.listDirectoryEntries().shouldBeEmpty()
            landlord.folder.listDirectoryEntries().shouldBeEmpty()
        }

        test(
            "a crash of --dev also ends its Restate, and leaves its folder and the pages of its tenants"
        ) {
            val landlord = landlord()
            landlord.server(dev).use { server ->
                check(server.hasStarted()) { "${server.lines}" }
                landlord.createTenant(server)
                val started = server.descendants()
                server.kill()
                waitUntil({ "only a page goes on" }) { started.count { it.isAlive } == 1 }
                pagesOf(landlord.temporary) shouldBe 1
                landlord.temporary
                    .listDirectoryEntries("landlord-restate-*")
                    .single()
                    .toFile()
                    .deleteRecursively()
                waitUntil({ "the page ends with its folder" }) { started.none { it.isAlive } }
            }
        }
    })
