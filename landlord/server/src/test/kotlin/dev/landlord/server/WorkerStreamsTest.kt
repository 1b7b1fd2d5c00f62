package dev.landlord.server

import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.http.RunningLandlord
import dev.landlord.server.http.untilExecution
import dev.landlord.server.http.untilTenant
import dev.landlord.server.http.workflow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import kotlin.io.path.createFile
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.readLines

/** The connection that all runs share, and the invocations that Restate executes at a time. */
class WorkerStreamsTest :
    FunSpec({
        test("fault 35: runs with long keys work, and do not disturb others") {
            val folder = tempdir().toPath()
            val log = folder / "log"
            val end = folder / "end"
            val restate = autoClose(RestateServer.start())
            val landlord = autoClose(RunningLandlord(restate)).awaitReady()
            val wait = "echo attempt >> $log; while ! test -e $end; do sleep 0.05; done"
            landlord.workflow("in-flight", """[{"name":"a","run":"$wait"}]""")
            landlord.workflow("keyed", """[{"name":"a","run":"true"}]""")
            val version = landlord.get("/v1/workflows/keyed").json["created_at"].asText()
            landlord.post(
                "/v1/workflows/in-flight/executions",
                """{"execution_name":"one","input":{}}""",
            )
            waitUntil({ "the command runs" }) { log.exists() }

            for (length in listOf(1, 8_000, 10_000, 60_000)) {
                val url = URI("${restate.ingressUrl()}/Keyed/${"k".repeat(length)}/run")
                val request =
                    HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .POST(
                            BodyPublishers.ofString(
                                """{"workflow":"keyed","version":"$version","input":{}}"""
                            )
                        )
                        .build()
                withClue("$length") {
                    CLIENT.send(request, BodyHandlers.ofString()).statusCode() shouldBe 200
                }
            }

            end.createFile()
            landlord.untilExecution("in-flight", "one") { it["status"].asText() == "succeeded" }
            log.readLines() shouldBe listOf("attempt")
        }

        test("fault 42: waiting runs use none of the concurrent invocations of Restate") {
            val restate =
                autoClose(
                    RestateServer.options()
                        .environment("RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT", "10")
                        .start()
                )
            val landlord = autoClose(RunningLandlord(restate)).awaitReady()
            fun count(status: String): Int =
                restate
                    .admin()
                    .query(
                        "select count(1) as n from sys_invocation where target_service_name = " +
                            "'Waiting' and status = '$status'"
                    )
                    .single()["n"]
                    .asInt()
            fun start(workflow: String, name: String) {
                landlord
                    .post(
                        "/v1/workflows/$workflow/executions",
                        """{"execution_name":"$name","input":{}}""",
                    )
                    .status shouldBe 201
            }

            landlord.workflow("echo", """[{"name":"a","run":"echo 1"}]""")
            landlord.workflow(
                "waiting",
                """[{"name":"ask","approval":{}},{"name":"nap","sleep":"1d"}]""",
            )
            repeat(30) { start("waiting", "run-$it") }
            waitUntil({ "all runs are suspended, not ${count("suspended")}" }) {
                count("suspended") == 30
            }
            start("echo", "one")
            landlord.untilExecution("echo", "one") { it["status"].asText() == "succeeded" }
            // A decision resumes a suspended run, which is suspended again while it sleeps.
            landlord.run("approvals", "approve", "waiting", "run-0", "ask").exit shouldBe 0
            landlord.untilExecution("waiting", "run-0") { it["pending_approvals"].isEmpty }
            waitUntil({ "the run is suspended again" }) { count("suspended") == 30 }
        }

        test("fault 42: the watcher of a run uses none of the concurrent invocations either") {
            val restate = autoClose(RestateServer.start())
            val landlord =
                autoClose(RunningLandlord(restate, "controller.planning" to "approval"))
                    .awaitReady()
            repeat(3) {
                landlord.post("/v1/tenants", """{"name":"waits-$it","desired_config":{}}""")
            }
            lateinit var open: List<String>
            waitUntil({ "the runs and their watchers are suspended: $open" }) {
                open =
                    restate
                        .admin()
                        .query(
                            "select target, status from sys_invocation where status <> 'completed'"
                        )
                        .map { "${it["target"].asText()} ${it["status"].asText()}" }
                open.size == 6 && open.all { it.endsWith(" suspended") }
            }
            val pending = landlord.get("/v1/approvals").json["approvals"]
            pending.size() shouldBe 3
            for (approval in pending) {
                val run = approval["execution_name"].asText()
                landlord.run("approvals", "approve", "tenant-planning", run, "plan").exit shouldBe 0
            }
            repeat(3) { landlord.untilTenant("waits-$it", "ready") }
        }
    })

private val CLIENT: HttpClient =
    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
