@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.plus
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.story.StorySimulation
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Tokens with a test clock: on hosts whose clocks differ, in reminders, after an outage. */
class TokenClockTest :
    FunSpec({
        val keys = DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")
        val desk = Desk { tokens(keys) }

        for (difference in listOf((-60).minutes, (-4).minutes, 4.minutes)) {
            test("fault 45: a token decides on a host whose clock differs by $difference") {
                var token = ""
                val asking =
                    landlordWorkflow<String, String> {
                        "${awaitApproval(desk.finance) { token = it.token("alice", 1.seconds) }}"
                    }
                val run = inMemoryRun(asking, "go", StorySimulation(), isQuiet = true)
                run.proceed()
                run.clock += difference
                val input = ApprovalInput("alice", 5, token = token)
                run.handlerPort().approve(desk.finance, input).outcome shouldBe
                    ApprovalOutcome.APPROVED
                run.proceed()
                run.result shouldBe "5"
            }
        }

        test("fault 45: the tokens of a mail and of its reminder expire in order") {
            val tokens = ArrayList<String>()
            val asking =
                landlordWorkflow<String, String> {
                    val every = remindEvery(2.days) { tokens += it.token("alice", 1.days) }
                    "${awaitApproval(desk.finance.request(reminder = every)) { tokens += it.token("alice", 1.days) }}"
                }
            val simulation = StorySimulation()
            val run = inMemoryRun(asking, "go", simulation, isQuiet = true)
            run.proceed()
            simulation.until = run.clock + 4.days
            run.proceed()
            tokens.toSet().size shouldBe 3
            run.clock += 23.hours
            for (old in tokens.take(2)) {
                shouldThrow<TerminalException> {
                        run.handlerPort()
                            .approve(desk.finance, ApprovalInput("alice", 5, token = old))
                    }
                    .code shouldBe 410
            }
            run.handlerPort()
                .approve(desk.finance, ApprovalInput("alice", 5, token = tokens.last()))
            run.proceed()
            run.result shouldBe "5"
        }

        test("fault 45: no reminder is sent for a request that timed out during an outage") {
            val brief = Desk(within = 1.hours) { tokens(keys) }
            val reminded = ArrayList<String>()
            val asking =
                landlordWorkflow<String, String> {
                    val every = remindEvery(30.minutes) { reminded += it.token("alice") }
                    if (awaitDecision(brief.finance.request(reminder = every)) is TimedOut)
                        "timed out"
                    else "decided"
                }
            val run = inMemoryRun(asking, "go", StorySimulation(), isQuiet = true)
            run.proceed()
            run.clock += 2.hours
            run.proceed()
            run.result shouldBe "timed out"
            reminded.shouldBeEmpty()
        }
    })
