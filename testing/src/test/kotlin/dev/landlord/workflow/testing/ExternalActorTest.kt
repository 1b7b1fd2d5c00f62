package dev.landlord.workflow.testing

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.UUID
import kotlin.io.path.div
import kotlin.io.path.readText
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** Stories and replay checks of workflows that wait for approvals and signals. */
class ExternalActorTest :
    FunSpec({
        test("a story of an approval, a signal and a query") {
            val hire = Hire()
            runWorkflowTest(hire.workflow) {
                crashAfterEveryEntry()
                start("Ada")
                expectWaitingFor("salary")
                read(hire.stage) shouldBe "asking"
                status().phase shouldBe WorkflowPhase.WAITING_FOR_APPROVAL
                val second = ApprovalInput("grace", 100, request = 2)
                shouldThrow<TerminalException> { approve(hire.salary, second) }.code shouldBe 404
                approve(hire.salary, ApprovalInput("grace", 100, "worth it"))
                expectWaitingFor("signed")
                shouldThrow<AlreadyDecided> { approve(hire.salary, "grace", 90) }
                    .first
                    .actor shouldBe "grace"
                send(hire.signed, Unit)
                expectResult("Ada gets 100")
                expectDone("ask salary", "hire")
                status().approvals.single().reason shouldBe "worth it"
            }
        }

        test("a deadline of thirty days and its reminders pass in virtual time") {
            val hire = Hire()
            val took = measureTime {
                runWorkflowTest(hire.workflow) {
                    start("Ada")
                    advanceBy(29.days)
                    expectWaitingFor("salary")
                    hire.mails.size shouldBe 30
                    advanceBy(1.days)
                    expectFailure(ApprovalTimedOut("salary"))
                    expectUndone("close the position")
                    shouldThrow<TerminalException> { approve(hire.salary, "grace", 1) }
                        .code shouldBe 410
                }
            }
            took shouldBeLessThan 5.seconds
        }

        test("a decision or signal that the run does not wait for is refused as over HTTP") {
            val hire = Hire()
            runWorkflowTest(hire.workflow) {
                start("Ada")
                shouldThrow<TerminalException> { approve(hire.perks, "grace") }.code shouldBe 404
                shouldThrow<TerminalException> { read(hire.notes) }.code shouldBe 404
                reject(hire.salary, "grace", "too much")
                expectFailure("salary was rejected by grace: too much" + REJECTED)
                shouldThrow<TerminalException> { send(hire.signed, Unit) }.code shouldBe 410
            }
        }

        test("a story can use tokens and awakeable ids") {
            val guarded = Guarded()
            runWorkflowTest(guarded.workflow) {
                start("Ada")
                shouldThrow<TerminalException> { approve(guarded.salary, "grace", 1) }.code shouldBe
                    403
                resolveAwakeable(guarded.notified.last().id, "\"anything\"")
                status().approvals.single().refused.size shouldBe 1
                val token = guarded.notified.last().token("grace")
                approve(guarded.salary, ApprovalInput("grace", 7, token = token))
                expectResult("7")
                expectDone("ask salary", "ask salary #2")
            }
        }

        test("the headers of a decision reach authorize") {
            val proxied = Proxied()
            runWorkflowTest(proxied.workflow) {
                start("Ada")
                val input = ApprovalInput("grace", 1)
                shouldThrow<TerminalException> {
                        approve(proxied.salary, input, headers = mapOf("X-User" to "mallory"))
                    }
                    .code shouldBe 403
                approve(proxied.salary, input, headers = mapOf("X-User" to "grace"))
                expectResult("1")
            }
        }

        test("a story without a decision reports what the run waits for") {
            val hire = Hire()
            shouldThrow<AssertionError> {
                    runWorkflowTest(hire.workflow) {
                        start("Ada")
                        expectResult("Ada gets 100")
                    }
                }
                .message shouldContain "found the run waiting for promise approval/salary/1"
        }

        test("a golden journal with approvals and signals is written and read byte for byte") {
            val file = tempdir().toPath() / "hire.json"
            fun story(guarded: Guarded = Guarded()) =
                runWorkflowTest(guarded.workflow) {
                    start("Ada")
                    resolveAwakeable(guarded.notified.last().id, "\"anything\"")
                    val token = guarded.notified.last().token("grace")
                    val json =
                        """{"decision":"approved","actor":"grace","value":7,"token":"$token"}"""
                    resolveAwakeable(guarded.notified.last().id, json)
                    expectResult("7")
                    expectReplayOf(file)
                }
            System.setProperty("landlord.golden", "write")
            try {
                story()
            } finally {
                System.clearProperty("landlord.golden")
            }
            story()
            checkGoldenJournals(file) { Guarded().workflow }
            file.readText() shouldContain """{"awakeable":1,"value":"anything"}"""
            file.readText() shouldContain """{"promise":"approval/salary/1"}"""
            file.readText() shouldContain """{"complete":"approval/salary/1","value":{"outcome":"""
            // A run in flight keeps its request when the code has changed the request.
            checkGoldenJournals(file) { Guarded(within = 2.hours).workflow }
            checkGoldenJournals(file) { Guarded(subject = "another").workflow }
            checkGoldenJournals(file) { Guarded(hasFourEyes = true).workflow }
            checkGoldenJournals(file) { Guarded(hasKeys = false).workflow }
        }

        test("a check that approves replays the rest of the body and finds differences there") {
            val hire = Hire()
            val decide: ExternalActor.() -> Unit = {
                approve(hire.salary, "grace", 100)
                send(hire.signed, Unit)
            }
            checkReplayDeterminism(listOf("Ada"), ReplayOptions(whenWaiting = decide)) {
                Hire().workflow
            }
            val message =
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("Ada"), ReplayOptions(whenWaiting = decide)) {
                            Hire { "hire ${System.nanoTime()}" }.workflow
                        }
                    }
                    .message
                    .orEmpty()
            message shouldContain "[LW141]"
            message shouldContain "ExternalActorTest.kt"
        }

        test("a check covers approvals without deadlines, and signals sent during the wait") {
            val chain = Chain()
            checkReplayDeterminism(
                listOf("Ada"),
                ReplayOptions(
                    whenWaiting = {
                        approve(chain.first, "grace")
                        approve(chain.second, "grace")
                        if (status().phase == WorkflowPhase.RUNNING) send(chain.signed, Unit)
                    }
                ),
            ) {
                chain.workflow
            }
        }

        test("Java passes the options of a check, and decides") {
            val proxied = Proxied()
            val calls = LinkedHashSet<String>()
            CheckFromJava.check(proxied.workflow, proxied.salary, calls)
            calls shouldBe setOf("answers", "whenWaiting")

            val hire = Hire()
            runWorkflowTest(hire.workflow) {
                start("Ada")
                CheckFromJava.decide(this, hire.salary)
                status().approvals.single().outcome shouldBe ApprovalOutcome.REJECTED
            }
        }

        test("a check whose calls are all refused fails with the refusals") {
            val guarded = Guarded()
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(
                        listOf("Ada"),
                        ReplayOptions(whenWaiting = { approve(guarded.salary, "grace", 7) }),
                    ) {
                        guarded.workflow
                    }
                }
                .message shouldContain
                "[LW154] whenWaiting of the replay check: expected each call to be " +
                    "accepted at least once, so that the check covers what follows it, found only " +
                    "refusals of approve(salary): 403 token: expected a decision token, which " +
                    "salary requires, found none. Pass the token, the headers or the actor that " +
                    "the approval requires."
        }

        test("a check finds the state that a notification block has captured") {
            class Mailing {
                val salary by approval<Int>()
                val workflow =
                    landlordWorkflow<String, String> {
                        val secret = UUID.randomUUID().toString()
                        "${awaitApproval(salary) { check(secret.isNotEmpty()) }}"
                    }
            }
            val message =
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("Ada")) { Mailing().workflow }
                    }
                    .message
                    .orEmpty()
            message shouldContain "another value of `secret`"
            message shouldContain "step \"ask salary\" at ExternalActorTest.kt"
        }
    })

private const val REJECTED =
    """ [dev.landlord.workflow.ApprovalRejected {"approval":"salary","actor":"grace","reason":"too much"}]"""

private class Hire(private val stepName: () -> String = { "hire" }) {
    val mails = ArrayList<String>()
    val salary by approval<Int>(within = 30.days)
    val perks by approval<Unit>()
    val signed by signal<Unit>()
    val stage by query<String>()
    val notes by query<String>()

    val workflow: WorkflowDefinition<String, String> = landlordWorkflow { name ->
        compensate("close the position") {}
        stage.publish("asking")
        val daily = remindEvery(1.days) { mails += "still ${it.approval}" }
        val amount =
            awaitApproval(salary.request(subject = "hire $name", reminder = daily)) {
                mails += "please decide on ${it.subject}"
            }
        awaitSignal(signed)
        step(stepName()) { "$name gets $amount" }
    }
}

private class Guarded(
    subject: String = "a salary",
    within: Duration = 1.hours,
    hasFourEyes: Boolean = false,
    hasKeys: Boolean = true,
) {
    val notified = ArrayList<PendingApproval>()
    val salary by
        approval<Int>(within) {
            if (hasFourEyes) fourEyes()
            if (hasKeys) {
                tokens(DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="))
            }
        }

    val workflow: WorkflowDefinition<String, String> = landlordWorkflow {
        "${awaitApproval(salary.request(subject)) { notified += it }}"
    }
}

private class Chain {
    val first by approval<Unit>()
    val second by approval<Unit>()
    val signed by signal<Unit>()

    val workflow: WorkflowDefinition<String, String> = landlordWorkflow {
        awaitApproval(first)
        awaitApproval(second)
        awaitSignal(signed)
        "done"
    }
}

private class Proxied {
    val salary by approval<Int> { authorize { claim -> claim.headers["x-user"] == claim.actor } }

    val workflow: WorkflowDefinition<String, String> = landlordWorkflow {
        "${awaitApproval(salary)}"
    }
}
