package dev.landlord.server.execution

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.LandlordOnRestate
import dev.landlord.server.execution.ExecutionStep.Kind
import dev.landlord.server.execution.ExecutionStep.Status
import dev.landlord.server.restate.WorkflowNotRegisteredException
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.Optional

/** Executions in each state in which they can be, on a real server. */
class ExecutionTest :
    FunSpec({
        val landlord = LandlordOnRestate(ServerMode.NORMAL)
        val reader = landlord.reader
        val control = landlord.control
        val workflow = landlord.workflow

        fun Execution.stands() = status() to subState()

        fun Execution.told() = steps().map { Triple(it.kind(), it.name(), it.status()) }

        test("rows 71 and 75: a succeeded execution has input, output, times and steps") {
            val name =
                landlord.start(
                    """
                    steps:
                      - {name: hello, run: echo hello}
                      - {name: doze, sleep: 50ms}
                      - {name: whole, run: 'cat steps.json'}
                    """
                )
            val ended = landlord.awaitEnd(name)
            ended.stands() shouldBe (ExecutionStatus.SUCCEEDED to SubState.SUCCEEDED)
            ended.phase() shouldBe "completed"
            ended.restateStatus() shouldBe "completed"
            ended.executionId() shouldMatch Regex("inv_[0-9A-Za-z]+")
            ended.executionName() shouldBe name
            ended.input().toString() shouldBe """{"key":"value"}"""
            ended.output().toString() shouldBe
                """{"steps":{"hello":"hello","doze":null,"whole":{"hello":"hello","doze":null}}}"""
            ended.told() shouldContainExactly
                listOf(
                    Triple(Kind.STEP, "hello", Status.DONE),
                    Triple(Kind.SLEEP, "sleep", Status.DONE),
                    Triple(Kind.STEP, "whole", Status.DONE),
                )
            // It began a little before it was written down, from where it is measured.
            (ended.steps()[1].durationMs() in 20..5_000) shouldBe true
            (ended.startedAt() < ended.endedAt()) shouldBe true
            ended.error().shouldBeNull()
            ended.undo().shouldBeEmpty()
            ended.metadata().shouldBeEmpty()
        }

        test("an execution with a running command is running") {
            val name = landlord.start("steps: [{name: long, run: sleep 60}]")
            val running = landlord.await(name, "it runs") { it.steps().isNotEmpty() }
            running.stands() shouldBe (ExecutionStatus.RUNNING to SubState.RUNNING)
            running.phase() shouldBe "running"
            running.retryCount() shouldBe 0
            running.told() shouldContainExactly listOf(Triple(Kind.STEP, "long", Status.RUNNING))
            running.output().shouldBeNull()
            running.endedAt().shouldBeNull()
        }

        test("a sleeping execution is waiting, also in the list") {
            val name = landlord.start("{timeout: 2h, steps: [{name: rest, sleep: 1h}]}")
            val waiting = landlord.await(name, "it waits") { it.subState() == SubState.WAITING }
            waiting.status() shouldBe ExecutionStatus.RUNNING
            waiting.told() shouldContainExactly listOf(Triple(Kind.SLEEP, "sleep", Status.RUNNING))
            reader.newest(workflow, 1).single().let {
                it.executionName() shouldBe name
                it.stands() shouldBe (ExecutionStatus.RUNNING to SubState.WAITING)
                it.steps().shouldBeEmpty()
            }
            // Restate has it in memory, and reports it as running.
            waiting.restateStatus() shouldBe "running"
            fun isListed(subState: SubState): Boolean {
                val filter = ExecutionFilter(setOf(), setOf(subState), Optional.empty())
                return reader.page(workflow, filter, 0, 100).executions().any {
                    it.executionName() == name
                }
            }
            isListed(SubState.WAITING) shouldBe true
            isListed(SubState.RUNNING) shouldBe false
        }

        test("an execution with a delayed start is pending") {
            val name = "later-1"
            val url = landlord.ingress.resolve("/RunBlueprint/$name/run/send?delay=1h")
            val json = landlord.request("steps: [{name: a, run: 'true'}]").toJson().toString()
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(url)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                    HttpResponse.BodyHandlers.ofString(),
                )
                .statusCode() shouldBe 202
            val pending = reader.find(workflow, name)
            pending.stands() shouldBe (ExecutionStatus.PENDING to SubState.WAITING)
            pending.restateStatus() shouldBe "scheduled"
            pending.startedAt().shouldBeNull()
        }

        val failing =
            """
            steps:
              - {name: create, run: 'true', undo: 'true'}
              - {name: start, run: 'echo no memory >&2; exit 3', retry: {initial_interval: 10m, max_interval: 10m}}
            """

        test("row 88: an execution after a failed attempt is backing off, with the failure") {
            val backingOff =
                landlord.await(landlord.start(failing), "it backs off") {
                    it.subState() == SubState.BACKING_OFF
                }
            backingOff.status() shouldBe ExecutionStatus.RUNNING
            backingOff.retryCount() shouldBe 1
            backingOff.lastFailure() shouldBe "step \"start\" failed: exit code 3: no memory"
            backingOff.told().last() shouldBe Triple(Kind.STEP, "start", Status.RUNNING)
        }

        test("rows 73 and 88: a paused execution has the failure, and can be cancelled") {
            val name = landlord.start(failing)
            val id =
                landlord
                    .await(name, "it backs off") { it.subState() == SubState.BACKING_OFF }
                    .executionId()
            landlord.restate.admin("PATCH", null, "invocations", id, "pause").orThrow()
            val paused = landlord.await(name, "it is paused") { it.subState() == SubState.ERROR }
            paused.status() shouldBe ExecutionStatus.RUNNING
            paused.restateStatus() shouldBe "paused"
            paused.lastFailure() shouldBe "step \"start\" failed: exit code 3: no memory"

            control.cancel(workflow, name, "Configuration updated")
            val cancelled = landlord.awaitEnd(name)
            cancelled.status() shouldBe ExecutionStatus.CANCELLED
            cancelled.undo() shouldContainExactly listOf(UndoAction("create", "done", null))
        }

        test("cancels an execution at once during a long delay") {
            val name = landlord.start(failing)
            landlord.await(name, "it backs off") { it.subState() == SubState.BACKING_OFF }
            control.cancel(workflow, name, null)
            landlord.awaitEnd(name).status() shouldBe ExecutionStatus.CANCELLED
        }

        test("an execution lists its pending approvals until their decisions") {
            val name =
                landlord.start(
                    "steps: [{name: ask, approval: {subject: two machines, within: 1h}}]"
                )
            val waiting =
                landlord.await(name, "it asks") {
                    it.steps().any { step -> step.kind() == Kind.APPROVAL }
                }
            waiting.stands() shouldBe (ExecutionStatus.RUNNING to SubState.WAITING)
            waiting.told() shouldContainExactly listOf(Triple(Kind.APPROVAL, "ask", Status.RUNNING))
            waiting.phase() shouldBe "waiting_for_approval"
            val pending = waiting.pendingApprovals().single()
            pending.approval() shouldBe "ask"
            pending.subject() shouldBe "two machines"
            reader.pendingApprovals(listOf(workflow)).filter { it.executionName() == name } shouldBe
                listOf(
                    PendingApproval(
                        "my-workflow",
                        name,
                        "ask",
                        1,
                        "two machines",
                        pending.requestedBy(),
                        pending.requestedAt(),
                        pending.expiresAt(),
                    )
                )
            reader.pendingApprovals(listOf(WorkflowTarget("other", "Other"))).shouldBeEmpty()

            val approvals = landlord.approvals
            val yes = Approvals.Decision("alice", null, "cheap", null)
            val decided = approvals.approve(workflow, name, "ask", yes)
            decided.outcome() shouldBe "approved"
            decided.actor() shouldBe "alice"
            approvals.approve(workflow, name, "ask", yes) shouldBe decided
            landlord.awaitEnd(name).output().toString() shouldBe
                """{"steps":{"ask":{"approved_by":"alice","reason":"cheap"}}}"""
            reader.pendingApprovals(listOf(workflow)).none { it.executionName() == name } shouldBe
                true

            val no = Approvals.Decision("bob", null, null, null)
            val refused =
                shouldThrow<DecisionException> { approvals.reject(workflow, name, "ask", no) }
            refused.code() shouldBe "already_decided"
            refused.message shouldBe "ask was approved by alice at ${decided.at()}: cheap"
        }

        test("refuses a decision without a request, with a reason") {
            val approvals = landlord.approvals
            val yes = Approvals.Decision("alice", null, null, null)
            val name = landlord.start("steps: [{name: rest, sleep: 1h}]")
            fun refused(workflow: WorkflowTarget, name: String, approval: String) =
                shouldThrow<DecisionException> { approvals.approve(workflow, name, approval, yes) }
                    .let { it.code() to it.message }
            refused(workflow, name, "gate") shouldBe
                ("approval_not_found" to
                    "gate has not been requested yet; status shows what the run waits for")
            val unknown =
                "approval_not_found" to
                    "workflow my-workflow has no approval nope, or the execution has not requested it yet; the status of the execution shows its requests"
            refused(workflow, name, "nope") shouldBe unknown
            refused(workflow, name, "../run").first shouldBe "approval_not_found"
            shouldThrow<DecisionException> {
                    approvals.approve(
                        workflow,
                        name,
                        "gate",
                        Approvals.Decision("", null, null, null),
                    )
                }
                .code() shouldBe "invalid_decision"
            shouldThrow<WorkflowNotRegisteredException> {
                approvals.approve(WorkflowTarget("x", "Nope"), name, "ask", yes)
            }
        }

        test("a rejected execution has a readable message") {
            val name = landlord.start("steps: [{name: ask, approval: {}}]")
            landlord.await(name, "it asks") { it.pendingApprovals().isNotEmpty() }
            val no = Approvals.Decision("bob", null, "too dear", null)
            landlord.approvals.reject(workflow, name, "ask", no).outcome() shouldBe "rejected"
            val failed = landlord.awaitEnd(name)
            failed.stands() shouldBe (ExecutionStatus.FAILED to SubState.FAILED)
            failed.error() shouldBe ExecutionError(409, "ask was rejected by bob: too dear")
        }

        test("row 73: a failed execution has the failed step and its undo actions") {
            val name =
                landlord.start(
                    """
                    steps:
                      - {name: create, run: 'true', undo: 'true'}
                      - {name: load, run: 'echo no such column >&2; exit 65', undo: 'echo stuck >&2; exit 65'}
                    """
                )
            val failed = landlord.awaitEnd(name)
            failed.stands() shouldBe (ExecutionStatus.FAILED to SubState.FAILED)
            failed.phase() shouldBe "partially_compensated"
            failed.error().code() shouldBe 400
            failed.error().message() shouldBe
                "step \"load\" failed: exit code 65: no such column; not undone: \"load\" " +
                    "(step \"undo: load\" failed: exit code 65: stuck)"
            failed.undo() shouldContainExactly
                listOf(
                    UndoAction("load", "failed", "step \"undo: load\" failed: exit code 65: stuck"),
                    UndoAction("create", "done", null),
                )
            failed.steps().map { listOf(it.kind(), it.name(), it.status(), it.error()) } shouldBe
                listOf(
                    listOf(Kind.STEP, "create", Status.DONE, null),
                    listOf(Kind.STEP, "load", Status.FAILED, "exit code 65: no such column"),
                    listOf(Kind.UNDO, "load", Status.FAILED, "exit code 65: stuck"),
                    listOf(Kind.UNDO, "create", Status.DONE, null),
                )
        }

        test("row 77: a cancelled execution runs its undo actions, and has the first reason") {
            val name =
                landlord.start(
                    "steps: [{name: create, run: 'true', undo: 'true'}, {name: rest, sleep: 1h}]"
                )
            val waiting = landlord.await(name, "it waits") { it.subState() == SubState.WAITING }
            control.cancel(workflow, name, "Configuration updated")
            control.cancel(workflow, waiting.executionId(), "again")
            val cancelled = landlord.awaitEnd(name)
            cancelled.stands() shouldBe (ExecutionStatus.CANCELLED to SubState.FAILED)
            cancelled.phase() shouldBe "cancelled"
            cancelled.error() shouldBe ExecutionError(409, "cancelled")
            cancelled.metadata() shouldBe mapOf("cancel_reason" to "Configuration updated")
            cancelled.told() shouldContainExactly
                listOf(
                    Triple(Kind.STEP, "create", Status.DONE),
                    Triple(Kind.UNDO, "create", Status.DONE),
                )
            control.cancel(workflow, name, "once more")
            reader.find(workflow, name) shouldBe cancelled
            reader.newest(workflow, 1).single().metadata() shouldBe cancelled.metadata()
        }

        test("row 73: a killed execution has failed, and lists what was not undone") {
            val name =
                landlord.start(
                    "steps: [{name: create, run: 'true', undo: 'true'}, {name: long, run: sleep 60}]"
                )
            val running = landlord.await(name, "it runs") { it.steps().size == 2 }
            landlord.restate
                .admin("PATCH", null, "invocations", running.executionId(), "kill")
                .orThrow()
            val killed = landlord.awaitEnd(name)
            killed.stands() shouldBe (ExecutionStatus.FAILED to SubState.FAILED)
            killed.error() shouldBe ExecutionError(409, "killed")
            killed.told() shouldContainExactly
                listOf(
                    Triple(Kind.STEP, "create", Status.DONE),
                    Triple(Kind.STEP, "long", Status.FAILED),
                )
            killed.undo().shouldBeEmpty()
        }

        test("row 70: an execution times out during a sleep and during a command") {
            for (last in listOf("sleep: 1h", "run: sleep 60")) {
                val name =
                    landlord.start(
                        "{timeout: 300ms, steps: [{name: create, run: 'true', undo: 'true'}, {name: last, $last}]}"
                    )
                val late = landlord.awaitEnd(name)
                late.stands() shouldBe (ExecutionStatus.TIMED_OUT to SubState.FAILED)
                late.error().code() shouldBe 504
                late.undo().filter { it.outcome() != "done" }.shouldBeEmpty()
            }
        }

        test("row 54: a name has one execution") {
            val request = landlord.request("steps: [{name: rest, sleep: 1h}]").toJson()
            val first = control.start(workflow, "once-1", request)
            first.isNew shouldBe true
            control.start(workflow, "once-1", request) shouldBe
                ExecutionControl.Started(first.executionId(), false)
            reader.newest(workflow, 100).count { it.executionName() == "once-1" } shouldBe 1
        }

        test("row 39: reports that the service of a workflow is not registered") {
            shouldThrow<WorkflowNotRegisteredException> {
                    control.start(
                        WorkflowTarget("never-registered", "NeverRegistered"),
                        "x",
                        landlord.request("steps: [{name: a, run: b}]").toJson(),
                    )
                }
                .message shouldBe
                "workflow not found: workflow service NeverRegistered not registered yet; retry after startup"
        }

        test("row 74: finds an execution by name, by id, and as latest") {
            val name = landlord.start("steps: [{name: a, run: 'true'}]")
            val ended = landlord.awaitEnd(name)
            reader.find(workflow, ended.executionId()) shouldBe ended
            reader.find(workflow, "latest") shouldBe ended
            val names = reader.newest(workflow, 100)
            names.first().executionName() shouldBe name
            names.size shouldBe names.distinctBy { it.executionId() }.size
        }

        test("row 47: reports an unknown execution, for any name") {
            val kept =
                "it was never started, or it ended more than 7 days ago, after which Restate deletes it"
            for (name in listOf("nope", "inv_1", "inv_' or '1'='1", "' or '1'='1", "")) {
                shouldThrow<ExecutionNotFoundException> { reader.find(workflow, name) }
                    .message shouldBe
                    "execution not found: workflow my-workflow has no execution $name; $kept"
            }
            shouldThrow<ExecutionNotFoundException> { control.cancel(workflow, "nope", "x") }
            shouldThrow<ExecutionNotFoundException> {
                    reader.find(WorkflowTarget("idle", "Idle"), "latest")
                }
                .message shouldBe
                "execution not found: workflow idle has no execution, or none that ended less than 7 days ago; " +
                    "start one"
            reader.newest(WorkflowTarget("idle", "Idle"), 5).shouldBeEmpty()
        }

        test("the JSON of an execution has the format of the API") {
            val name =
                landlord.start(
                    "steps: [{name: create, run: 'true', undo: 'true'}, {name: a, run: exit 65}]"
                )
            val json = ObjectMapper().valueToTree<JsonNode>(landlord.awaitEnd(name))
            json.fieldNames().asSequence().toList() shouldContainExactly
                listOf(
                    "execution_id",
                    "execution_name",
                    "workflow_id",
                    "service_name",
                    "status",
                    "sub_state",
                    "phase",
                    "restate_status",
                    "retry_count",
                    "input",
                    "error",
                    "created_at",
                    "started_at",
                    "ended_at",
                    "steps",
                    "undo",
                    "pending_approvals",
                    "metadata",
                )
            json["status"].asText() shouldBe "failed"
            json["started_at"].asText() shouldMatch Regex("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z")
            json["undo"].toString() shouldBe """[{"name":"create","outcome":"done"}]"""
            json["steps"][1].let { step ->
                step["kind"].asText() shouldBe "step"
                step["status"].asText() shouldBe "failed"
                step["error"].asText() shouldBe "exit code 65"
                step["duration_ms"].isNumber shouldBe true
            }
            SubState.entries.map { ObjectMapper().valueToTree<JsonNode>(it).asText() } shouldBe
                listOf("running", "waiting", "backing-off", "error", "succeeded", "failed")
            ExecutionStatus.entries.map {
                ObjectMapper().valueToTree<JsonNode>(it).asText()
            } shouldBe listOf("pending", "running", "succeeded", "failed", "timed_out", "cancelled")
        }

        // The last, because nothing is served after it.
        test("row 98: reads executions while their service is unreachable") {
            val name =
                landlord.start("steps: [{name: create, run: 'true'}, {name: rest, sleep: 1h}]")
            landlord.await(name, "it waits") { it.subState() == SubState.WAITING }
            landlord.close()
            val told = reader.find(workflow, name)
            told.status() shouldBe ExecutionStatus.RUNNING
            told.phase().shouldBeNull()
            told.steps().first().name() shouldBe "create"
            reader.newest(workflow, 1).single().executionName() shouldBe name
        }
    })
