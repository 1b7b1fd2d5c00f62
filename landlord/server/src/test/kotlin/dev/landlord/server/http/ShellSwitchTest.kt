package dev.landlord.server.http

import dev.landlord.devserver.RestateServer
import dev.landlord.server.freePort
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import kotlin.io.path.Path
import kotlin.io.path.readLines

private const val REASON =
    "shell commands are switched off on this Landlord; set workflow.shell.enabled to true to allow them"

/** What a shell command finds, and a Landlord that runs none. */
class ShellSwitchTest :
    FunSpec({
        test("a command finds only the promised variables, and nothing of Landlord's environment") {
            val landlord = RunningLandlord.shared
            landlord.workflow(
                "shell-env",
                """[{"name":"names","run":"env | cut -d= -f1 | sort"},""" +
                    """{"name":"places","run":"pwd -P; echo ${'$'}HOME; echo ${'$'}TMPDIR; ls"}]""",
            )
            landlord.post(
                "/v1/workflows/shell-env/executions",
                """{"execution_name":"one","input":{}}""",
            )
            val steps =
                landlord
                    .untilExecution("shell-env", "one") { it["status"].asText() == "succeeded" }[
                        "output"]["steps"]
            val names = steps["names"].asText().lines().toSet()
            names - setOf("PATH", "LANG", "LC_ALL") - setOf("PWD", "OLDPWD", "SHLVL", "_") shouldBe
                setOf("HOME", "TMPDIR", "LANDLORD_EXECUTION", "LANDLORD_INPUT", "LANDLORD_STEPS")
            // Landlord itself has others.
            (System.getenv().keys - names).isEmpty() shouldBe false
            val places = steps["places"].asText().lines()
            places.take(3).toSet().size shouldBe 1
            places.drop(3) shouldBe listOf("input.json", "steps.json")
            Files.exists(Path(places.first())) shouldBe false
        }

        test("a Landlord whose commands are switched off runs none, and loses no undo") {
            val log = tempdir().toPath().resolve("log")
            val port = "worker.port" to "${freePort()}"
            val off = "workflow.shell.enabled" to "false"
            RestateServer.start().use { restate ->
                RunningLandlord(restate, port).use { landlord ->
                    landlord.awaitReady()
                    landlord.workflow(
                        "off",
                        """[{"name":"make","run":"echo make >> $log","undo":"echo drop >> $log"},""" +
                            """{"name":"ask","approval":{}},{"name":"more","run":"echo more >> $log"}]""",
                    )
                    landlord.post(
                        "/v1/workflows/off/executions",
                        """{"execution_name":"one","input":{}}""",
                    )
                    landlord.untilExecution("off", "one") { it["pending_approvals"].size() == 1 }
                }
                RunningLandlord(restate, port, off).use { landlord ->
                    landlord.awaitReady()
                    fun create(definition: String) =
                        landlord.post(
                            "/v1/workflows",
                            """{"workflow_id":"new","definition":$definition}""",
                        )
                    create(
                            """{"steps":[{"name":"rest","sleep":"1s"},{"name":"say","run":"echo"}]}"""
                        )
                        .let {
                            it.problem shouldBe (422 to "invalid_request")
                            it.errors shouldContainExactly
                                mapOf("definition.steps[1].run" to REASON)
                        }
                    create("""{"workflows":[{"id":"new","definition":"echo"}]}""").errors shouldBe
                        mapOf("definition.workflows" to REASON)
                    val behind =
                        sendJson(
                            restate.ingressUrl().resolve("/Blueprint/new/create"),
                            """{"workflow_id":"new","definition":{"steps":[{"name":"say","run":"echo"}]}}""",
                        )
                    behind.statusCode() shouldBe 400
                    behind.body() shouldContain "definition.steps[0].run: $REASON"
                    landlord.get("/v1/workflows/new").status shouldBe 404
                    create("""{"steps":[{"name":"rest","sleep":"1s"}]}""").status shouldBe 201

                    landlord
                        .user("alice")
                        .post("/v1/approvals/off/one/ask/approve", "{}")
                        .status shouldBe 200
                    val waiting =
                        landlord.untilExecution("off", "one") {
                            it.toString().contains("undo: make") && it.toString().contains(REASON)
                        }
                    waiting["status"].asText() shouldBe "running"
                    log.readLines() shouldBe listOf("make")
                }
                RunningLandlord(restate, port).use { landlord ->
                    landlord.awaitReady()
                    val ended =
                        landlord.untilExecution("off", "one") { it["status"].asText() == "failed" }
                    ended["error"]["message"].asText() shouldContain
                        "step \"more\" cannot run: $REASON"
                    log.readLines() shouldBe listOf("make", "drop")
                }
            }
        }
    })
