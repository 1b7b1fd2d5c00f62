package dev.landlord.server.blueprint

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.LandlordOnRestate
import dev.landlord.server.execution.Approvals
import dev.landlord.server.execution.ExecutionStatus
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import kotlin.io.path.readLines

/** Blueprints on a real server; one mode replays them at each wait. */
class RunBlueprintServerTest :
    FunSpec({
        for (mode in ServerMode.entries) {
            val landlord = LandlordOnRestate(mode)
            afterSpec { landlord.close() }

            test("$mode: runs commands, a sleep, an approval and a callback in order") {
                val log = tempdir().toPath().resolve("log")
                val name =
                    landlord.start(
                        """
                        timeout: 10m
                        steps:
                          - {name: create, run: 'echo create >> $log; echo 7', undo: 'echo drop >> $log'}
                          - {name: rest, sleep: 100ms}
                          - {name: ask, approval: {within: 1h}}
                          - {name: built, callback: {within: 1h}}
                          - {name: publish, run: 'echo publish >> $log; cat steps.json'}
                        """
                    )
                landlord.await(name, "it asks") { it.pendingApprovals().isNotEmpty() }
                landlord.approvals.approve(
                    landlord.workflow,
                    name,
                    "ask",
                    Approvals.Decision("alice", null, null, null),
                )
                val done = ObjectMapper().readTree("""{"step": "built", "output": {"id": 9}}""")
                landlord.restate.ingress("POST", done, "RunBlueprint", name, "callback").orThrow()
                val ended = landlord.awaitEnd(name)
                ended.output().toString() shouldBe
                    """{"steps":{"create":7,"rest":null,"ask":{"approved_by":"alice"},"built":{"id":9},""" +
                        """"publish":{"create":7,"rest":null,"ask":{"approved_by":"alice"},"built":{"id":9}}}}"""
                log.readLines() shouldBe listOf("create", "publish")
            }

            test(
                "$mode: a command that fails twice is tried again, and one that fails for good is undone"
            ) {
                val log = tempdir().toPath().resolve("log")
                val name =
                    landlord.start(
                        """
                        retry_policy: {max_attempts: 3, initial_interval: 10ms, max_interval: 10ms}
                        steps:
                          - {name: flaky, run: 'echo try >> $log; test ${'$'}(wc -l < $log) = 3', undo: 'echo undo >> $log'}
                          - {name: broken, run: 'echo broken >> $log; exit 1'}
                        """
                    )
                val ended = landlord.awaitEnd(name)
                ended.status() shouldBe ExecutionStatus.FAILED
                ended.error().message() shouldBe "step \"broken\" failed: exit code 1"
                log.readLines() shouldBe
                    listOf("try", "try", "try", "broken", "broken", "broken", "undo")
            }
        }
    })
