package dev.landlord.server.http

import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.freePort
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.readLines
import kotlin.io.path.readText

/** What a command leaves behind when its execution, or Landlord, ends before it. */
class ShellLeftoversTest :
    FunSpec({
        fun processes(argument: String): List<String> =
            ProcessHandle.allProcesses()
                .map { it.info().commandLine().orElse("") }
                .filter { it.endsWith("sleep $argument") }
                .toList()

        fun RunningLandlord.start(workflow: String, seen: Path) {
            post("/v1/workflows/$workflow/executions", """{"execution_name":"one","input":{}}""")
            waitUntil({ "the command runs" }) { seen.exists() && seen.readText().endsWith("\n") }
        }

        fun shouldBeGone(argument: String, seen: Path) {
            waitUntil({ "no process is left: ${processes(argument)}" }) {
                processes(argument).isEmpty()
            }
            for (directory in seen.readLines()) {
                waitUntil({ "$directory is deleted" }) { !Path(directory).exists() }
            }
        }

        test(
            "a command that is killed at its time limit leaves neither processes nor directories"
        ) {
            val landlord = RunningLandlord.shared
            val seen = tempdir().toPath().resolve("seen")
            landlord.workflow(
                "left-late",
                """[{"name":"late","run":"pwd >> $seen; (sleep 31541 &); sleep 31541","timeout":"3s",""" +
                    """"retry":{"max_attempts":2}}]""",
            )
            landlord.start("left-late", seen)
            val ended =
                landlord.untilExecution("left-late", "one") { it["status"].asText() == "failed" }
            ended["error"]["message"].asText() shouldContain "killed after 3s, the time limit"
            seen.readLines().size shouldBe 2
            shouldBeGone("31541", seen)
        }

        test("a cancelled execution waits for its command, which leaves nothing behind") {
            val landlord = RunningLandlord.shared
            val seen = tempdir().toPath().resolve("seen")
            val end = tempdir().toPath().resolve("end")
            landlord.workflow(
                "left-cancelled",
                """[{"name":"wait","run":"pwd >> $seen; while ! test -e $end; do sleep 0.1; done","undo":"true"}]""",
            )
            landlord.start("left-cancelled", seen)
            landlord
                .post(
                    "/v1/workflows/left-cancelled/executions/one/cancel",
                    """{"reason":"not needed"}""",
                )
                .status shouldBe 202
            Path(seen.readLines().single()).exists() shouldBe true
            end.toFile().createNewFile()
            landlord.untilExecution("left-cancelled", "one") {
                it["status"].asText() == "cancelled"
            }
            waitUntil({ "the directory is deleted" }) {
                !Path(seen.readLines().single()).exists()
            }
        }

        test("a Landlord that stops kills its commands, and the next one runs them again") {
            val seen = tempdir().toPath().resolve("seen")
            val end = tempdir().toPath().resolve("end")
            val port = "worker.port" to "${freePort()}"
            RestateServer.start().use { restate ->
                RunningLandlord(restate, port).use { landlord ->
                    landlord.awaitReady()
                    landlord.workflow(
                        "left-stopped",
                        """[{"name":"wait","run":"pwd >> $seen; test -e $end || { (sleep 31543 &); sleep 31543; }"}]""",
                    )
                    landlord.start("left-stopped", seen)
                }
                shouldBeGone("31543", seen)
                end.toFile().createNewFile()
                RunningLandlord(restate, port).use { landlord ->
                    landlord.awaitReady()
                    val ended =
                        landlord.untilExecution("left-stopped", "one") {
                            it["status"].asText() == "succeeded"
                        }
                    withClue(ended) { seen.readLines().size shouldBe 2 }
                }
            }
        }
    })
