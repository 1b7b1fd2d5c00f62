package dev.landlord.server

import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.campaign
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.createDirectory
import kotlin.io.path.createFile
import kotlin.io.path.readLines
import kotlin.io.path.writeText
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/**
 * Runs the commands of the page "Restate Provider - Getting Started" from top to bottom, in an
 * empty folder. In place of its container runs a restate-server of this machine, on the ports that
 * the page names. The variants of the page are part of the full campaign.
 */
class QuickStartTest :
    FunSpec({
        fun page() =
            QuickStart(LandlordOnPath(tempdir().toPath().resolve("empty").createDirectory()))

        fun withoutRequestId(text: String) =
            text.replace(Regex("request id: \\S+"), "request id: …")

        val registered = "INFO  workflow registration complete registered_count="

        test("rows 2, 93 and 94: every command works as printed with landlord server --dev") {
            val page = page()
            page.writeConfig()
            page.serve(" --dev").use {
                page.createAndExecute()
                it.terminate() shouldBe 143
            }
        }

        test("the page with authentication, as an operator and an approver") {
            val page = page()
            page.writeConfig()
            val landlord = page.landlord
            landlord.environment["LANDLORD_ADMIN_KEY"] = ADMIN
            fun run(key: String, typed: String): LandlordOnPath.Ran {
                landlord.environment["LANDLORD_CLI_API_KEY"] = key
                return landlord.sh(typed)
            }
            fun done(key: String, typed: String): String =
                run(key, typed).let {
                    withClue("$typed: $it") { it.exit shouldBe 0 }
                    it.out
                }
            fun refused(key: String, typed: String, needed: String) =
                run(key, typed).let {
                    it.exit shouldBe 1
                    it.err shouldContain needed
                }
            page.serve(" --dev --auth.admin_key '\${LANDLORD_ADMIN_KEY}'").use { server ->
                refused("", "landlord tenant list", "LANDLORD_CLI_API_KEY")
                val alice = done(ADMIN, "landlord key create alice --role operator").trim()
                val bob = done(ADMIN, "landlord key create bob --role approver").trim()
                landlord.folder
                    .resolve("ask.yaml")
                    .writeText(
                        "steps: [{name: ask, approval: {}}, {name: greet, run: 'echo hello'}]"
                    )
                val create = "landlord workflow create mine --definition ask.yaml"
                refused(alice, create, "needs the role admin; alice has operator")
                done(ADMIN, create)
                val execute = "landlord workflow execute mine --input '{}'"
                refused(bob, execute, "needs the role operator or admin; bob has approver")
                done(alice, execute)
                val approve = "landlord approvals approve mine latest ask"
                waitUntil({ "bob sees the approval" }) {
                    "ask" in done(bob, "landlord approvals list")
                }
                refused(alice, approve, "needs the role approver or admin; alice has operator")
                done(bob, approve) shouldContain "by bob"
                waitUntil({ "the execution ends" }) {
                    "succeeded" in done(bob, "landlord workflow status mine")
                }
                refused(alice, "landlord audit list", "needs the role admin")
                val audit = done(ADMIN, "landlord audit list --target approval/mine")
                audit shouldContain
                    Regex("alice +127\\.0\\.0\\.1 +approval\\.approve +.* +403 forbidden")
                audit shouldContain Regex("bob +127\\.0\\.0\\.1 +approval\\.approve +.* +approved")
                server.terminate() shouldBe 143
            }
        }

        campaign(
            "row 6: with another provider the same commands work; only the configuration differs"
        ) {
            val page = page()
            page.writeConfig(provider = "mock")
            page.serve().use { page.createAndExecute() }
        }

        campaign(
            "rows 1, 37, 41, 93, 94 and 101: and with landlord server, for a Restate that runs"
        ) {
            RestateServer.start().use { restate ->
                PortForward(8080, restate.ingressUrl().port).use { ingress ->
                    PortForward(9070, restate.adminUrl().port).use { admin ->
                        val page = page()
                        page.writeConfig(ingress.port, admin.port)
                        page.serve().use { landlord ->
                            landlord.awaitReady()
                            page.createAndExecute()
                            landlord.awaitLog(
                                "INFO  registering Restate workflow provider " +
                                    "endpoint=http://localhost:${ingress.port} execution_mechanism=local"
                            )
                            landlord.awaitLog(
                                "INFO  registered workflow providers providers=[restate]"
                            )
                            landlord.awaitLog(
                                "INFO  workflow registered service=TenantProvisioning"
                            )
                            landlord.awaitLog("${registered}11")
                            landlord.awaitLog(
                                "INFO  workflow created workflow_id=my-workflow service_name=MyWorkflow"
                            )
                        }
                    }
                }
            }
        }

        campaign("rows 21, 93 and 94: and configured by the environment, without a file") {
            RestateServer.start().use { restate ->
                PortForward(8080, restate.ingressUrl().port).use { ingress ->
                    val page = page()
                    page.landlord.environment["LANDLORD_WORKFLOW_RESTATE_ADMIN_ENDPOINT"] =
                        "${restate.adminUrl()}"
                    page.exportAndServe(ingress.port).use { landlord ->
                        landlord.awaitReady()
                        page.createAndExecute()
                    }
                }
            }
        }

        test(
            "rows 39 and 40: Landlord starts without Restate, reports that, and continues when Restate starts"
        ) {
            RestateServer.start().use { restate ->
                val page = page()
                page.writeConfig(restate.ingressUrl().port, restate.adminUrl().port)
                restate.kill()
                page.serve().use { landlord ->
                    landlord.awaitLog(
                        "WARN  restate server unreachable at initialization (will retry on first use): " +
                            "Restate does not answer at http://localhost:${restate.adminUrl().port}: no connection"
                    )
                    landlord.get("/health") shouldBe (200 to """{"status":"ok"}""")
                    landlord.get("/ready").first shouldBe 503
                    for (refused in listOf(page.create(), page.execute(), page.status())) {
                        refused.out shouldBe ""
                        withoutRequestId(refused.err) shouldBe
                            """
                            landlord: failed to connect to restate server: Restate does not answer at http://localhost:${restate.adminUrl().port}: no connection; is it running there? Check workflow.restate.endpoint and workflow.restate.admin_endpoint
                              status: 503 Service Unavailable
                              code: restate_unavailable
                              request id: …
                              try: the same command again in a moment

                            """
                                .trimIndent()
                        refused.exit shouldBe 3
                    }
                    restate.restart()
                    landlord.awaitReady()
                    page.createAndExecute()
                }
            }
        }

        campaign(
            "rows 38 and 101: Landlord starts anew: its workflow is there and runs, nothing is twice"
        ) {
            RestateServer.start().use { restate ->
                val page = page()
                page.writeConfig(restate.ingressUrl().port, restate.adminUrl().port)
                page.serve().use { landlord ->
                    landlord.awaitReady()
                    page.createAndExecute()
                    landlord.terminate() shouldBe 143
                }
                page.serve().use { landlord ->
                    landlord.awaitLog("INFO  workflow registered service=MyWorkflow")
                    page.createAndExecute("already exists unchanged:")
                    page.landlord.sh("landlord workflow executions my-workflow").out.lines().count {
                        "succeeded" in it
                    } shouldBe 2
                    landlord.count("${registered}11") shouldBe 1
                }
                restate
                    .admin()
                    .query("select name, count(*) as copies from sys_service group by name")
                    .filter { it["copies"].asInt() > 1 } shouldBe listOf()
            }
        }

        campaign(
            "rows 4 and 101: neither a crash of Landlord nor one of Restate undoes what a run has done"
        ) {
            RestateServer.start().use { restate ->
                val page = page()
                val folder = page.landlord.folder
                page.writeConfig(restate.ingressUrl().port, restate.adminUrl().port)
                folder
                    .resolve("workflow.yaml")
                    .writeText(
                        """
                        steps:
                          - {name: first, run: echo first >> $folder/done}
                          - {name: second, run: "echo second >> $folder/done; until test -e $folder/go; do sleep 0.05; done"}
                          - {name: third, run: echo third >> $folder/done}
                        """
                            .trimIndent()
                    )
                val done = folder.resolve("done").createFile()
                fun waitForTries(count: Int) =
                    waitUntil({ "the second step runs: ${done.readLines()}" }) {
                        done.readLines().count { it == "second" } == count
                    }
                page.serve().use { landlord ->
                    landlord.awaitReady()
                    page.create().exit shouldBe 0
                    page.execute().exit shouldBe 0
                    waitForTries(1)
                    restate.kill()
                    restate.restart()
                    waitForTries(2)
                    landlord.kill()
                }
                page.serve().use {
                    waitForTries(3)
                    folder.resolve("go").createFile()
                    waitUntil({ "it succeeds: ${page.status()}" }) {
                        "status     succeeded" in page.status().out
                    }
                }
                done.readLines() shouldBe listOf("first", "second", "second", "second", "third")
            }
        }

        test("row 5: reports an error in a definition with its field and the expected value") {
            val page = page()
            page.serve(" --dev").use {
                page.landlord.folder
                    .resolve("workflow.yaml")
                    .writeText("steps:\n  - {name: one, runs: echo}\n")
                val (exit, out, err) = page.create()
                out shouldBe ""
                withoutRequestId(err) shouldBe
                    """
                    landlord: one field is invalid; correct it and try again
                      definition.steps[0]: expected one of run, sleep, approval and callback, found runs
                      status: 422 Unprocessable Entity
                      code: invalid_request
                      request id: …

                    """
                        .trimIndent()
                exit shouldBe 2
            }
        }

        test("row 44: a workflow cannot take the service of another one") {
            val page = page()
            page.serve(" --dev").use {
                fun refusal(id: String): String {
                    val (exit, _, err) =
                        page.landlord.sh("landlord workflow create $id --definition workflow.yaml")
                    exit shouldBe 1
                    return err.lines().first()
                }
                refusal("tenant") shouldBe
                    "landlord: workflow tenant would run as the service Tenant, as one of Landlord's own does; choose another id"
                page.createAndExecute()
                refusal("my--workflow") shouldBe
                    "landlord: workflow my--workflow would run as the service MyWorkflow, " +
                        "as workflow my-workflow does; choose another id"
            }
        }

        test("row 99: workflow create takes less than 5 s, execute 2 s, and health 100 ms") {
            val page = page()
            page.serve(" --dev").use { landlord ->
                page.createAndExecute()
                fun median(times: Int, ask: (Int) -> Unit): Duration =
                    List(times) { measureTime { ask(it) } }.sorted()[times / 2]
                // What a command takes that does nothing: half a second on a machine that is not
                // busy.
                val nothing = median(3) { page.landlord.sh("landlord --version").exit shouldBe 0 }
                val slowness = maxOf(1.0, nothing / 500.milliseconds)
                val create =
                    median(3) {
                        page.landlord
                            .sh("landlord workflow create w$it --definition workflow.yaml")
                            .exit shouldBe 0
                    }
                val start = median(3) { page.execute().exit shouldBe 0 }
                val health = median(200) { landlord.get("/health").first shouldBe 200 }
                create shouldBeLessThan 5.seconds * slowness
                start shouldBeLessThan 2.seconds * slowness
                health shouldBeLessThan 100.milliseconds * slowness
            }
        }
    })

private const val ADMIN = "admin-key-of-the-tests-of-landlord-0123456789"
