@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.workflow.Approved
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.story.StorySimulation
import dev.restate.common.Slice
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.time.Duration.Companion.hours

/** G5 in the closest race: a decision is accepted right after another event woke the run. */
class ApprovalArbiterTest :
    FunSpec({
        val bobs = """{"outcome":"APPROVED","at":"2026-01-01T12:30:00Z","actor":"bob","value":7}"""

        /** A decision is accepted when the last journal entry is the outcome of [command]. */
        class Accepting(val story: StorySimulation, val command: String) : Simulation by story {
            override fun recorded(run: InMemoryRun<*>) {
                if (run.journal.lastCompleted()?.label.orEmpty().startsWith(command)) {
                    run.completePromise("approval/finance/1", Slice.wrap(bobs))
                }
            }
        }

        fun workflow(
            desk: Desk,
            notify: (PendingApproval) -> Unit,
        ): WorkflowDefinition<String, String> = landlordWorkflow {
            when (val decision = awaitDecision(desk.finance) { notify(it) }) {
                is Approved -> "${decision.actor} ${decision.value}"
                else -> "$decision"
            }
        }

        test("when the deadline has passed") {
            val story = StorySimulation()
            val definition = workflow(Desk(within = 1.hours)) {}
            val run = inMemoryRun(definition, "go", Accepting(story, "sleep 1h"))
            run.proceed()
            story.until = Instant.MAX
            run.proceed()
            run.result shouldBe "bob 7"
            run.status().approvals.single().actor shouldBe "bob"
        }

        test("when a valid decision has arrived through the awakeable") {
            val desk = Desk {
                tokens(DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="))
            }
            lateinit var pending: PendingApproval
            val definition = workflow(desk) { pending = it }
            val run = inMemoryRun(definition, "go", Accepting(StorySimulation(), "check finance"))
            run.proceed()
            val token = pending.token("alice")
            val alices = """{"decision":"approved","actor":"alice","value":5,"token":"$token"}"""
            run.resolveAwakeable(pending.id, Slice.wrap(alices))
            run.proceed()
            run.result shouldBe "bob 7"
        }
    })
