package dev.landlord.server.blueprint

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import dev.landlord.server.input.toKotlin
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalRejected
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.fail
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.WorkflowTest
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

class RunBlueprintTest :
    FunSpec({
        fun json(text: String): JsonElement = Json.parseToJsonElement(text)

        val store = KeptInMemory()

        fun run(yaml: String) = BlueprintRun(store.keep(yaml), VERSION, json("""{"key":"value"}"""))

        /** A test of an execution that reads the blueprints that [run] has stored. */
        fun play(
            workflow: RunBlueprint,
            story: WorkflowTest<BlueprintRun, JsonElement>.() -> Unit,
        ) =
            runWorkflowTest(workflow.workflow) {
                answer("Blueprint/get") { _: Unit -> store[key!!] }
                story()
            }

        /** The start time of runs in memory. */
        val atStart = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"))

        val all =
            run(
                """
                timeout: 7d
                retry_policy: {max_attempts: 3}
                steps:
                  - {name: create, run: create it, undo: drop it}
                  - {name: rest, sleep: 10s}
                  - {name: ask, approval: {subject: two machines, within: 3d}}
                  - {name: built, callback: {within: 1d}}
                  - {name: publish, run: publish it, timeout: 1m}
                """
            )

        test("fault 36: a stored retry policy that the library refuses fails the execution") {
            val kept = run("steps: [{name: a, run: a}]")
            runWorkflowTest(RunBlueprint(FakeShell(), KEPT).workflow) {
                answer("Blueprint/get") { _: Unit ->
                    val policy =
                        """{"max_attempts":2,"initial_interval":"1s","max_interval":"1s","backoff_rate":0.5}"""
                    JsonObject((store[key!!] as JsonObject) + ("retry_policy" to json(policy)))
                }
                start(kept)
                expectFailure(
                    "workflow ${kept.workflow} cannot be run; delete and create it again: [LW104] " +
                        "RetryPolicy(factor = 0.5): expected 1 or more. Correct the value, or leave it " +
                        "out for the default.",
                    500,
                )
            }
        }

        test("row 4: is deterministic on replay, for all decisions") {
            lateinit var workflow: RunBlueprint
            checkReplayDeterminism(
                listOf(all, run("steps: [{name: a, run: a}, {name: b, run: b, undo: c}]")),
                ReplayOptions(
                    whenWaiting = {
                        approve(workflow.gate, "alice", Unit)
                        send(workflow.callback, Callback("built", output = json("7")))
                    },
                    answers = { answer("Blueprint/get") { _: Unit -> store[key!!] } },
                ),
            ) {
                workflow = RunBlueprint(FakeShell(), KEPT)
                workflow.workflow
            }
        }

        test("row 46: runs steps in order, and returns their results") {
            val shell = FakeShell()
            val blueprint = RunBlueprint(shell, KEPT, atStart)
            play(blueprint) {
                crashDuring("create")
                start(all)
                expectWaitingFor("sleep")
                advanceBy(10.seconds)
                expectWaitingFor("gate")
                status().approvals.single().subject shouldBe "ask: two machines"
                approve(blueprint.gate, ApprovalInput("alice", Unit, "cheap"))
                send(blueprint.callback, Callback("built", output = json("""{"id":7}""")))
                expectResult(
                    json(
                        """{"steps":{"create":"did create it","rest":null,
                            "ask":{"approved_by":"alice","reason":"cheap"},
                            "built":{"id":7},"publish":"did publish it"}}"""
                    )
                )
                expectDone("now", "create", "publish")
            }
            shell.calls.first() shouldBe
                Shell.Call(
                    "create it",
                    "test",
                    """{"key":"value"}""",
                    "{}",
                    Duration.ofHours(1),
                )
            shell.calls.last().steps() shouldBe
                """{"create":"did create it","rest":null,"ask":{"approved_by":"alice","reason":"cheap"},"built":{"id":7}}"""
            shell.calls.last().limit() shouldBe Duration.ofMinutes(1)
        }

        test("a final failure runs the undo commands in reverse order") {
            val shell = FakeShell { command -> if (command == "two") fail("no", code = 400) }
            play(RunBlueprint(shell, KEPT)) {
                start(
                    run(
                        "steps: [{name: a, run: one, undo: not one}, {name: b, run: two, undo: not two}]"
                    )
                )
                expectFailure("no", 400)
                expectUndone("b", "a")
            }
            shell.calls.map { it.command() } shouldContainExactly
                listOf("one", "two", "not two", "not one")
        }

        test("retries three times by default, or as configured") {
            for ((retry, attempts) in listOf("" to 4, ", retry: {max_attempts: 2}" to 2)) {
                val shell = FakeShell { throw IOException("away") }
                play(RunBlueprint(shell, KEPT)) {
                    start(run("steps: [{name: a, run: one$retry}]"))
                    advanceUntilEnd()
                    expectFailure("step \"a\" failed: java.io.IOException: away")
                }
                shell.calls.size shouldBe attempts
            }
        }

        test("an execution fails at its timeout, and its undo commands run") {
            val shell = FakeShell()
            play(RunBlueprint(shell, KEPT)) {
                start(
                    run(
                        "{timeout: 1h, steps: [{name: a, run: one, undo: not one}, {name: s, sleep: 2h}]}"
                    )
                )
                advanceBy(1.hours)
                expectFailure("the block of withTimeout took longer than 1h", 504)
                expectUndone("a")
            }
        }

        test("kills a command at the timeout of the execution, without a retry") {
            val shell = FakeShell { throw CommandException.timedOut(Duration.ofMinutes(10)) }
            play(RunBlueprint(shell, KEPT, atStart)) {
                start(run("{timeout: 10m, steps: [{name: a, run: one}]}"))
                expectFailure(
                    "step \"a\" was killed after 10m, the time limit",
                    504,
                )
            }
            shell.calls.single().limit() shouldBe Duration.ofMinutes(10)
        }

        test("a command fails for good while commands are switched off; its undo waits") {
            var isOff = false
            var refusedUndos = 0
            val shell = FakeShell {
                if (isOff) {
                    if (it == "not one" && ++refusedUndos == 5) isOff = false
                    else throw CommandException.switchedOff()
                }
            }
            play(RunBlueprint(shell, KEPT)) {
                start(
                    run(
                        "steps: [{name: a, run: one, undo: not one}, {name: s, sleep: 1s}, {name: b, run: two}]"
                    )
                )
                expectWaitingFor("sleep")
                isOff = true
                advanceUntilEnd()
                expectFailure(
                    "step \"b\" cannot run: shell commands are switched off on this Landlord; set " +
                        "workflow.shell.enabled to true to allow them",
                    403,
                )
                expectUndone("a")
            }
            shell.calls.map { it.command() } shouldContainExactly
                listOf("one", "two") + List(5) { "not one" }
        }

        test("a rejection fails the execution, and its undo commands run") {
            val blueprint = RunBlueprint(FakeShell(), KEPT)
            play(blueprint) {
                start(run("steps: [{name: a, run: one, undo: two}, {name: ask, approval: {}}]"))
                reject(blueprint.gate, "bob", "too dear")
                expectFailure(ApprovalRejected("ask", "bob", "too dear"))
                expectUndone("a")
            }
        }

        test("a step fails at the deadline of its approval or callback") {
            play(RunBlueprint(FakeShell(), KEPT)) {
                start(run("steps: [{name: ask, approval: {within: 3d}}]"))
                advanceBy(3.days)
                expectFailure(ApprovalTimedOut("ask"))
            }
            play(RunBlueprint(FakeShell(), KEPT)) {
                start(run("steps: [{name: built, callback: {within: 90s}}]"))
                advanceBy(2.minutes)
                expectFailure("no callback arrived for step \"built\" within 1m30s", 504)
            }
        }

        test("fault 1: an approval step has the deadline of its request") {
            play(RunBlueprint(FakeShell(), KEPT)) {
                start(run("steps: [{name: ask, approval: {within: 3d}}]"))
                val request = status().approvals.single()
                request.expiresAt shouldBe request.requestedAt.plus(Duration.ofDays(3))
            }
        }

        test("row 52: callbacks arrive in any order, and the first for a step counts") {
            val blueprint = RunBlueprint(FakeShell(), KEPT)
            play(blueprint) {
                start(run("steps: [{name: a, callback: {}}, {name: b, callback: {}}]"))
                send(blueprint.callback, Callback("b", output = json("1")))
                send(blueprint.callback, Callback("b", output = json("2")))
                expectWaitingFor("callback")
                send(blueprint.callback, Callback("a", output = json("3")))
                expectResult(json("""{"steps":{"a":3,"b":1}}"""))
            }
        }

        test("row 52: a callback can report a failure") {
            val blueprint = RunBlueprint(FakeShell(), KEPT)
            play(blueprint) {
                start(run("steps: [{name: a, callback: {}}]"))
                send(
                    blueprint.callback,
                    Json.decodeFromString<Callback>(
                        """{"step": "a", "status": "failed", "error_code": "QUOTA",
                            "error_message": "no more", "tenant_id": "7"}"""
                    ),
                )
                expectFailure(
                    "the callback for step \"a\" reported a failure: QUOTA: no more",
                    502,
                )
            }
        }

        test("fault 22: an invalid stored definition fails the execution before its first step") {
            val shell = FakeShell()
            play(RunBlueprint(shell, KEPT)) {
                val run = run("steps: [{name: a}]")
                start(run)
                expectFailure(
                    "the definition of workflow ${run.workflow} cannot be read; delete and create it again: " +
                        "steps[0]: expected one of run, sleep, approval and callback, found none",
                    500,
                )
            }
            shell.calls.shouldBeEmpty()
        }

        test("fault 22: refuses a definition in the input, another workflow, and another version") {
            val shell = FakeShell()
            val kept = run("steps: [{name: a, run: one}]")
            val definition = json("""{"steps":[{"name":"a","run":"evil"}]}""")
            fun refuses(run: BlueprintRun, message: String, code: Int) =
                play(RunBlueprint(shell, KEPT)) {
                    start(run)
                    expectFailure(message, code)
                }
            refuses(
                kept.copy(definition = definition),
                "expected an input without a definition: an execution runs the definition that " +
                    "Landlord has stored, by workflow and version",
                400,
            )
            refuses(
                kept.copy(workflow = "other"),
                "expected a workflow of this service, found other",
                400,
            )
            refuses(
                kept.copy(version = "2001-01-01T00:00:00Z"),
                "expected version 2001-01-01T00:00:00Z of workflow ${kept.workflow}, found version " +
                    "$VERSION; start the execution again",
                409,
            )
            shell.calls.shouldBeEmpty()
        }

        test(
            "row 50: a run names the blueprint and its version, and keeps the input of its caller"
        ) {
            val request =
                DefinitionText.parse(
                        """{workflow_id: w, timeout: 5m, definition: {steps: [{name: a, run: x}]}}"""
                    )
                    .tree()
            val input: JsonNode = JsonNodeFactory.instance.objectNode().put("key", "value")
            val blueprint = BlueprintParser.blueprint(request, true).createdAt(VERSION)
            val run = BlueprintRun.of(blueprint, input)
            run.toJson().toString() shouldBe
                """{"workflow":"w","version":"$VERSION","input":{"key":"value"}}"""
            BlueprintRun.inputOf(run.toJson()) shouldBe input
            BlueprintRun.inputOf(input) shouldBe input
        }
    })

private const val VERSION = "2026-01-01T11:00:00Z"

private val KEPT = BlueprintSource("Blueprint") { it != "other" }

/** Blueprints by their ids. */
private class KeptInMemory {
    private val blueprints = ConcurrentHashMap<String, JsonElement>()

    operator fun get(workflow: String): JsonElement = blueprints.getValue(workflow)

    /** Keeps that definition; returns the id. */
    fun keep(definition: String): String {
        val id = "workflow-${blueprints.size}"
        val tree = DefinitionText.parse(definition.trimIndent()).tree().toKotlin()
        blueprints[id] =
            JsonObject(
                mapOf(
                    "workflow_id" to JsonPrimitive(id),
                    "definition" to tree,
                    "created_at" to JsonPrimitive(VERSION),
                )
            )
        return id
    }
}

/** Runs nothing, and records its calls. */
private class FakeShell(private val effect: (String) -> Unit = {}) : Shell() {
    val calls = ArrayList<Call>()

    override fun run(call: Call): JsonNode {
        calls += call
        effect(call.command())
        return JsonNodeFactory.instance.textNode("did ${call.command()}")
    }
}
