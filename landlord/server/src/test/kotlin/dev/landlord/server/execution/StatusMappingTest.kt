package dev.landlord.server.execution

import dev.landlord.server.execution.ExecutionStatus.CANCELLED
import dev.landlord.server.execution.ExecutionStatus.FAILED
import dev.landlord.server.execution.ExecutionStatus.PENDING
import dev.landlord.server.execution.ExecutionStatus.RUNNING
import dev.landlord.server.execution.ExecutionStatus.SUCCEEDED
import dev.landlord.server.execution.ExecutionStatus.TIMED_OUT
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe

class StatusMappingTest :
    FunSpec({
        fun state(status: String, result: String? = null, failure: String? = null) =
            StatusMapping.of(status, result, failure?.let(ExecutionError::parse)).let {
                it.status() to it.subState()
            }

        test("row 72: maps every status that is not final") {
            mapOf(
                    "running" to (RUNNING to SubState.RUNNING),
                    "active" to (RUNNING to SubState.RUNNING),
                    "suspended" to (RUNNING to SubState.WAITING),
                    "ready" to (RUNNING to SubState.WAITING),
                    "pending" to (PENDING to SubState.WAITING),
                    "scheduled" to (PENDING to SubState.WAITING),
                    "backing-off" to (RUNNING to SubState.BACKING_OFF),
                    "backoff" to (RUNNING to SubState.BACKING_OFF),
                    "retrying" to (RUNNING to SubState.BACKING_OFF),
                    "retry" to (RUNNING to SubState.BACKING_OFF),
                    "Backing-Off" to (RUNNING to SubState.BACKING_OFF),
                    "paused" to (RUNNING to SubState.ERROR),
                )
                .forEach { (status, expected) ->
                    withClue(status) { state(status) shouldBe expected }
                }
        }

        test("row 73: maps completed by its result") {
            state("completed", "success") shouldBe (SUCCEEDED to SubState.SUCCEEDED)
            mapOf(
                    "[409] cancelled" to CANCELLED,
                    "[409 Conflict] cancelled" to CANCELLED,
                    "[409] cancelled; not undone: \"drop\" (no)" to CANCELLED,
                    "[409] killed" to FAILED,
                    "[409] cancelled by the bank" to FAILED,
                    "[500] cancelled" to FAILED,
                    "[504] the block of withTimeout took longer than 1s" to TIMED_OUT,
                    "[504 Gateway Timeout] late; not undone: \"drop\" (no)" to TIMED_OUT,
                    "[500 Internal] no memory" to FAILED,
                    "without a code" to FAILED,
                )
                .forEach { (failure, status) ->
                    withClue(failure) {
                        state("completed", "failure", failure) shouldBe (status to SubState.FAILED)
                    }
                }
            state("completed") shouldBe (FAILED to SubState.FAILED)
        }

        test("row 72: maps the final statuses of other engines") {
            for (status in listOf("succeeded", "success")) {
                state(status) shouldBe (SUCCEEDED to SubState.SUCCEEDED)
            }
            for (status in listOf("failed", "error")) {
                state(status) shouldBe (FAILED to SubState.FAILED)
                state(status, failure = "[409] cancelled") shouldBe (CANCELLED to SubState.FAILED)
            }
        }

        test("row 72: an unknown status counts as running") {
            state("levitating") shouldBe (RUNNING to SubState.RUNNING)
        }

        test("row 70: final statuses are final") {
            ExecutionStatus.entries.filter { it.hasEnded() } shouldContainExactlyInAnyOrder
                listOf(SUCCEEDED, FAILED, TIMED_OUT, CANCELLED)
        }

        test("row 88: only backing-off and error are degraded") {
            SubState.entries.filter { it.isDegraded } shouldContainExactlyInAnyOrder
                listOf(SubState.BACKING_OFF, SubState.ERROR)
        }

        test("a typed failure has a readable message") {
            ExecutionError.parse(
                "[409] ask was rejected by bob [dev.landlord.workflow.ApprovalRejected " +
                    """{"approval":"ask","actor":"bob","reason":null}]"""
            ) shouldBe ExecutionError(409, "ask was rejected by bob")
        }
    })
