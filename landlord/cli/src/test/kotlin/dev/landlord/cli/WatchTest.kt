package dev.landlord.cli

import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith

/** The progress that `--wait` and `--watch` print. */
class WatchTest :
    FunSpec({
        val executions = "/v1/workflows/my-workflow/executions"
        val execute = listOf("workflow", "execute", "my-workflow", "--input", "{}", "--wait")

        fun StubLandlord.start() =
            answers("POST $executions", 201, OpenApi.example("StartedExecution"))

        fun StubLandlord.then(execution: ObjectNode) =
            answers("GET $executions/monday", 200, execution)

        fun StubLandlord.shown(vararg arguments: String): Pair<Int, String> {
            val terminal = run(*arguments)
            terminal.err shouldBe ""
            return terminal.exit to terminal.out.replace(url, "URL")
        }

        fun running(change: ObjectNode.() -> Unit) =
            OpenApi.example("ExecutionStartedBefore").apply { remove("started") }.apply(change)

        test(
            "row 94: prints the start and end of each step, each retry, and the command for each approval"
        ) {
            StubLandlord().use { landlord ->
                landlord.start().then(running {})
                val retrying = running {
                    put("retry_count", 2).put("last_failure", "no\nanswer")
                }
                landlord.then(retrying).then(retrying)
                val waiting = OpenApi.example("WaitingExecution")
                landlord.then(waiting).then(waiting).then(OpenApi.example("SucceededExecution"))
                landlord.shown(*execute.toTypedArray()) shouldBe
                    (0 to
                        """
                        started my-workflow/monday, inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                          starts  reserve
                          retry   attempt 2 failed: no answer
                          done    reserve                 12 ms
                          waits   for approval finance of 5 seats for acme, requested by bob, until 2026-11-23 15:03:05
                                  landlord approvals approve my-workflow monday finance --request 1 --api-url URL
                          done    greet                   1.8 s
                        succeeded: my-workflow/monday in 3.0 s
                        output: {"greeting":"Hello, value!"}

                        """
                            .trimIndent())
            }
        }

        test("a failed execution prints its failure and its undo actions, and has exit code 1") {
            StubLandlord().use { landlord ->
                val undoing = OpenApi.example("FailedExecution")
                undoing.put("status", "running").put("sub_state", "running")
                undoing.withArray("steps").remove(4)
                undoing
                    .at("/steps/3")
                    .let { it as ObjectNode }
                    .put("status", "running")
                    .remove("error")
                landlord.start().then(undoing).then(OpenApi.example("FailedExecution"))
                landlord.shown(*execute.toTypedArray()) shouldBe
                    (1 to
                        """
                        started my-workflow/monday, inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                          done    reserve                 12 ms
                          done    rent                     8 ms
                          FAILED  greet                   1.8 s  no answer
                          undoes  return
                          FAILED  return                   5 ms  the door is locked
                          undone  release                  7 ms
                        failed: my-workflow/monday: step "greet" failed: no answer (code 500)
                        undone: release
                        left: return: the door is locked

                        """
                            .trimIndent())
            }
        }

        test("prints that an execution was cancelled or timed out") {
            for ((status, word) in listOf("cancelled" to "cancelled", "timed_out" to "timed out")) {
                StubLandlord().use { landlord ->
                    val ended = OpenApi.example("FailedExecution").put("status", status)
                    ended.remove(listOf("error", "undo"))
                    ended.putArray("undo")
                    landlord.start().then(ended)
                    val (exit, out) = landlord.shown(*execute.toTypedArray())
                    exit shouldBe 1
                    out shouldEndWith "\n$word: my-workflow/monday\n"
                }
            }
        }

        test("with JSON output, progress goes to stderr, and stdout has only the last response") {
            StubLandlord().use { landlord ->
                landlord.start().then(running {}).then(OpenApi.example("SucceededExecution"))
                val terminal = landlord.run(*execute.toTypedArray(), "--output", "json")
                terminal.exit shouldBe 0
                Json.read(terminal.out) shouldBe OpenApi.example("SucceededExecution")
                terminal.err shouldBe
                    """
                    started my-workflow/monday, inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                      starts  reserve
                      done    reserve                 12 ms
                      done    greet                   1.8 s

                    """
                        .trimIndent()
            }
        }

        test("an execution that exceeds --timeout has exit code 4, and goes on") {
            StubLandlord().use { landlord ->
                landlord.start().then(running {})
                val terminal = landlord.run(*execute.toTypedArray(), "--timeout", "300ms")
                terminal.err shouldBe
                    "landlord: my-workflow/monday has not ended within 300 ms, and goes on; see: " +
                        "landlord workflow status my-workflow monday --watch\n"
                terminal.exit shouldBe 4
            }
        }

        test("row 73: does not wait for a paused execution") {
            StubLandlord().use { landlord ->
                val paused = running {
                    put("restate_status", "paused").put("last_failure", "no answer")
                }
                landlord.start().then(paused)
                val terminal = landlord.run(*execute.toTypedArray())
                terminal.err shouldBe
                    "landlord: my-workflow/monday is paused after too many attempts: no answer; fix the cause, " +
                        "and resume it with: restate invocations resume inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J\n"
                terminal.exit shouldBe 1
            }
        }

        test("status --watch follows the execution that was the latest at its start") {
            StubLandlord().use { landlord ->
                landlord.answers("GET $executions/latest", 200, running {})
                landlord.then(running {}).then(OpenApi.example("SucceededExecution"))
                val (exit, out) = landlord.shown("workflow", "status", "my-workflow", "--watch")
                exit shouldBe 0
                out shouldStartWith "  starts  reserve\n  done    reserve"
                landlord.requests.count { "latest" in it } shouldBe 1
            }
        }

        test("a server that stops during the wait has exit code 3") {
            StubLandlord().use { landlord ->
                landlord.start().then(running {})
                landlord.answers(
                    "GET $executions/monday",
                    503,
                    OpenApi.example("RestateUnavailable"),
                )
                landlord.run(*execute.toTypedArray()).exit shouldBe 3
            }
        }

        test("Ctrl-C ends only the wait, and prints the status command") {
            StubLandlord().use { landlord ->
                landlord.answers("GET $executions/latest", 200, running {})
                landlord.then(running {})
                val command =
                    listOf(
                        "workflow",
                        "status",
                        "my-workflow",
                        "--watch",
                        "--api-url",
                        landlord.url,
                    )
                LandlordProcess(command).use { landlordProcess ->
                    landlordProcess.lines.readLine() shouldBe "  starts  reserve"
                    landlordProcess.signal("INT") shouldBe 130
                    landlordProcess.lines.readLines() shouldBe
                        listOf(
                            "landlord: no longer waiting; my-workflow/monday goes on; see: " +
                                "landlord workflow status my-workflow monday --watch"
                        )
                }
            }
        }
    })
