package dev.landlord.server.execution

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.execution.ExecutionStep.Kind
import dev.landlord.server.execution.ExecutionStep.Status
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Instant

class TimelineTest :
    FunSpec({
        val mapper = ObjectMapper()

        /** The entries, a second apart. */
        fun timeline(hasEnded: Boolean, vararg entries: Pair<String, String>) =
            Timeline(
                entries.mapIndexed { index, (type, json) ->
                    val body = mapper.readTree(json)
                    JournalEntry(type, Instant.ofEpochSecond(index.toLong()), body, body)
                },
                hasEnded,
            )

        fun command(kind: String, fields: String) =
            "Command: $kind" to """{"Command": {"$kind": {$fields}}}"""

        fun run(id: Int, name: String) = command("Run", """"completion_id": $id, "name": "$name"""")

        fun sleep(id: Int) = command("Sleep", """"completion_id": $id""")

        fun promise(id: Int, key: String) =
            command("GetPromise", """"completion_id": $id, "key": "$key"""")

        fun call(kind: String, ids: String, target: String) =
            command(kind, """$ids, "request": {"invocation_target": {$target}}""")

        fun end(kind: String, id: Int, result: String = """"Success"""") =
            "Notification: $kind" to
                """{"Notification": {"ty": {"Completion": "$kind"}, "id": {"CompletionId": $id},
                    "Completion": {"$kind": {"result": $result}}}}"""

        fun Timeline.told() =
            steps().map { listOf(it.kind(), it.name(), it.status(), it.durationMs()) }

        test("contains steps, sleeps, approvals and signals with names and times") {
            timeline(
                    false,
                    run(1, "create"),
                    end("Run", 1),
                    sleep(2),
                    end("Sleep", 2),
                    run(3, "approval finance"),
                    end("Run", 3),
                    promise(4, "approval/finance/1"),
                    end("GetPromise", 4),
                    promise(5, "signal/resized/2"),
                    end("GetPromise", 5),
                    promise(6, "counter"),
                )
                .told() shouldBe
                listOf(
                    listOf(Kind.STEP, "create", Status.DONE, 1000L),
                    listOf(Kind.SLEEP, "sleep", Status.DONE, 1000L),
                    listOf(Kind.APPROVAL, "finance", Status.DONE, 1000L),
                    listOf(Kind.CALL, "resized", Status.DONE, 1000L),
                    listOf(Kind.CALL, "counter", Status.RUNNING, null),
                )
        }

        test("contains calls with the names of the called handlers") {
            timeline(
                    false,
                    call(
                        "Call",
                        """"invocation_id_completion_id": 1, "result_completion_id": 2""",
                        """"Service": {"name": "Cashier", "handler": "charge"}""",
                    ),
                    end("CallInvocationId", 1),
                    end("Call", 2, """{"Failure": {"code": 402, "message": "no money"}}"""),
                    call(
                        "OneWayCall",
                        """"invocation_id_completion_id": 3""",
                        """"Workflow": {"name": "PrintTicket", "key": "7", "handler": "run"}""",
                    ),
                    end("CallInvocationId", 3),
                    command(
                        "AttachInvocation",
                        """"completion_id": 4, "target": {"InvocationId": "inv_1"}""",
                    ),
                )
                .steps()
                .map { listOf(it.kind(), it.name(), it.status(), it.error()) } shouldBe
                listOf(
                    listOf(Kind.CALL, "Cashier/charge", Status.FAILED, "no money"),
                    listOf(Kind.CALL, "PrintTicket/7/run", Status.DONE, null),
                    listOf(Kind.CALL, "inv_1", Status.RUNNING, null),
                )
        }

        test("contains the failure of a step, followed by its undo actions") {
            timeline(
                    true,
                    sleep(9),
                    run(1, "create"),
                    end("Run", 1),
                    run(2, "start"),
                    end(
                        "Run",
                        2,
                        """{"Failure": {"code": 500, "message": "step \"start\" failed: no memory"}}""",
                    ),
                    promise(3, "approval/finance/1"),
                    run(4, "failure"),
                    end("Run", 4),
                    run(5, "undo: create"),
                    end("Run", 5),
                )
                .steps()
                .map { listOf(it.kind(), it.name(), it.status(), it.error()) } shouldBe
                listOf(
                    listOf(Kind.STEP, "create", Status.DONE, null),
                    listOf(Kind.STEP, "start", Status.FAILED, "no memory"),
                    listOf(Kind.UNDO, "create", Status.DONE, null),
                )
        }

        test("the running step of a killed run has failed") {
            timeline(true, run(1, "create")).steps().map { it.status() to it.error() } shouldBe
                listOf(Status.FAILED to "did not end")
        }

        test("a run is waiting if it has an open wait and no running step") {
            timeline(false, sleep(1)).isWaiting shouldBe true
            timeline(false, run(1, "create")).isWaiting shouldBe false
            timeline(false, promise(1, "approval/finance/1"), run(2, "create")).isWaiting shouldBe
                false
            timeline(false, run(1, "create"), end("Run", 1)).isWaiting shouldBe false
            timeline(false, sleep(1), run(2, "create"), end("Run", 2)).isWaiting shouldBe false
            timeline(true, sleep(1)).isWaiting shouldBe false
        }
    })
