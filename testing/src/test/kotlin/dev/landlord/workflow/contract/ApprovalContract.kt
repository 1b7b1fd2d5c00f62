package dev.landlord.workflow.contract

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalRejected
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.Approved
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.json.Json

/** Decisions through the handlers (G5 to G8). */
fun approvalContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("an approval has its value, actor, time and reason") {
        val desk = Desk()
        lateinit var answer: ApprovalStatus
        val outcome =
            on.play(desk, landlordWorkflow { "${awaitApproval(desk.finance)}" }) {
                awaitPending()
                answer = approve(ApprovalInput("alice", 5, "cheap")).status()
            }
        outcome.result shouldBe "5"
        outcome.journal shouldContainExactly listOf("approval finance")
        answer.outcome shouldBe ApprovalOutcome.APPROVED
        answer.actor shouldBe "alice"
        answer.reason shouldBe "cheap"
        answer.at.shouldNotBeNull()
        outcome.status.approvals shouldContainExactly listOf(answer)
        outcome.status.phase shouldBe WorkflowPhase.COMPLETED
    }

    test("an approval without a value") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    awaitApproval(desk.legal)
                    "fine"
                },
            ) {
                awaitPending()
                approveLegal(DecisionInput("alice")).code shouldBe 200
                approveLegal(DecisionInput("alice")).code shouldBe 200
            }
        outcome.result shouldBe "fine"
    }

    test("status reports the pending approval") {
        val desk = Desk(within = 2.days)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val value =
                        awaitApproval(
                            desk.finance.request(subject = "5 chairs", requestedBy = "bob")
                        )
                    "$value"
                },
            ) {
                val pending = awaitPending()
                pending.approval shouldBe "finance"
                pending.subject shouldBe "5 chairs"
                pending.requestedBy shouldBe "bob"
                pending.awakeableId shouldBe null // without tokens there is no awakeable
                pending.expiresAt shouldBe pending.requestedAt.plusSeconds(2.days.inWholeSeconds)
                status().phase shouldBe WorkflowPhase.WAITING_FOR_APPROVAL
                approve("alice", 5)
            }
        outcome.status.approvals.single().awakeableId shouldBe null
    }

    test("a rejection fails the run with its type, and the effects are undone") {
        val desk = Desk()
        val undone = CopyOnWriteArrayList<String>()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    compensate("release") { undone += "released" }
                    "${awaitApproval(desk.finance)}"
                },
            ) {
                awaitPending()
                reject(DecisionInput("alice", "too dear")).code shouldBe 200
            }
        outcome.code shouldBe 409
        BusinessFailure.from(outcome.message) shouldBe
            ApprovalRejected("finance", "alice", "too dear")
        undone shouldContainExactly listOf("released")
        outcome.status.phase shouldBe WorkflowPhase.COMPENSATED
        outcome.status.approvals.single().outcome shouldBe ApprovalOutcome.REJECTED
    }

    test("awaitDecision returns the decision") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val first = awaitDecision(desk.finance)
                    val second = awaitDecision(desk.finance)
                    check(first is Rejected && second is Approved)
                    "${first.actor} no, ${second.actor} ${second.value}"
                },
            ) {
                awaitPending()
                reject("alice")
                awaitPending(request = 2)
                approve("bob", 7, request = 2)
            }
        outcome.result shouldBe "alice no, bob 7"
        outcome.status.approvals.map { it.request to it.outcome } shouldContainExactly
            listOf(1 to ApprovalOutcome.REJECTED, 2 to ApprovalOutcome.APPROVED)
    }

    test("a repeated decision gets the first answer; a different one is refused with it") {
        val desk = Desk()
        on.play(
            desk,
            landlordWorkflow {
                val value = awaitApproval(desk.finance)
                awaitSignal(desk.resized)
                "$value"
            },
        ) {
            awaitPending()
            val first = approve("alice", 5).status()
            approve("alice", 5).status() shouldBe first
            val others =
                listOf(
                    approve("alice", 6),
                    approve("bob", 5),
                    approve(ApprovalInput("alice", 5, "why not")),
                    reject("alice"),
                )
            for (other in others) {
                other.code shouldBe 409
                (BusinessFailure.from(other.text) as AlreadyDecided).first shouldBe first
                other.text shouldContain "finance was approved by alice at ${first.at}"
            }
            send("go on")
        }
    }

    test("a decision that is not requested, unknown or too late is refused without effect") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    awaitSignal(desk.resized)
                    val value = awaitApproval(desk.finance)
                    awaitSignal(desk.resized)
                    "$value"
                },
            ) {
                eventually("the run runs") { status().phase == WorkflowPhase.RUNNING }
                val early = approve("alice", 4)
                early.code shouldBe 404
                early.text shouldContain "finance has not been requested yet"
                send("ask")
                awaitPending()
                approve("", 5) shouldBe
                    Answer(
                        400,
                        "actor: expected a name of 1 to 256 visible characters",
                    )
                approve("a".repeat(257), 5).code shouldBe 400
                approve(ApprovalInput("alice", 5, "y".repeat(4_097))).code shouldBe 400
                approve(ApprovalInput("alice", 5, token = "abc")).code shouldBe 403
                status().approvals.single().outcome shouldBe ApprovalOutcome.PENDING
                approve("alice", 5).code shouldBe 200
                send("end")
            }
        outcome.result shouldBe "5"
    }

    test("a timeout is a value, and later decisions are refused with 410") {
        val desk = Desk(within = 300.milliseconds)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val decision = awaitDecision(desk.finance)
                    awaitSignal(desk.resized)
                    check(decision is TimedOut)
                    "timed out"
                },
            ) {
                val pending = awaitPending()
                pass(300.milliseconds)
                eventually("the run timed out") {
                    status().approvals.single().outcome == ApprovalOutcome.TIMED_OUT
                }
                val late = approve("alice", 5)
                late shouldBe Answer(410, "finance timed out at ${pending.expiresAt}")
                send("end")
            }
        outcome.result shouldBe "timed out"
    }

    test("fault 1: a request may have its own deadline, and accepts no decision after it") {
        val desk = Desk(within = 1.days)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val decision = awaitDecision(desk.finance.request(within = 300.milliseconds))
                    awaitSignal(desk.resized)
                    check(decision is TimedOut)
                    "timed out"
                },
            ) {
                val pending = awaitPending()
                Duration.between(pending.requestedAt, pending.expiresAt) shouldBe
                    Duration.ofMillis(300)
                pass(300.milliseconds)
                approve("alice", 5) shouldBe
                    Answer(410, "finance timed out at ${pending.expiresAt}")
                send("end")
            }
        outcome.result shouldBe "timed out"
    }

    test("fault 1: after the deadline a different decision gets the accepted one") {
        val desk = Desk(within = 2.seconds)
        on.play(
            desk,
            landlordWorkflow {
                val value = awaitApproval(desk.finance)
                awaitSignal(desk.resized)
                "$value"
            },
        ) {
            awaitPending()
            val first = approve("alice", 5).status()
            suspend fun othersAreRefused() {
                for (other in listOf(approve("bob", 5), approve("alice", 6), reject("carol"))) {
                    other.code shouldBe 409
                    (BusinessFailure.from(other.text) as AlreadyDecided).first shouldBe first
                }
                approve("alice", 5).status() shouldBe first
            }
            pass(2.seconds)
            othersAreRefused()
            send("end")
            eventually("the run has ended") { status().phase == WorkflowPhase.COMPLETED }
            othersAreRefused()
        }
    }

    test("awaitApproval fails at the deadline with a type that the body can catch") {
        val desk = Desk(within = 100.milliseconds)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    try {
                        "${awaitApproval(desk.finance)}"
                    } catch (late: ApprovalTimedOut) {
                        "nobody answered ${late.approval}"
                    }
                },
            ) {
                awaitPending()
            }
        outcome.result shouldBe "nobody answered finance"
    }

    test("the notified approver can decide at once") {
        val desk = Desk(within = 3.days)
        val notified = CopyOnWriteArrayList<String>()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val value =
                        awaitApproval(desk.finance.request(subject = "chairs")) { pending ->
                            notified += "${pending.approval} ${pending.request} ${pending.subject}"
                            notified += "${pending.id} ${pending.resolvePath}"
                            notified +=
                                "${Duration.between(pending.requestedAt, pending.expiresAt)}"
                        }
                    "$value"
                },
            ) {
                awaitPending()
                val id = awakeableId(0)
                eventually("the approver is notified") { notified.size == 3 }
                notified shouldContainExactly
                    listOf("finance 1 chairs", "$id /restate/awakeables/$id/resolve", "PT72H")
                approve("alice", 5)
            }
        outcome.result shouldBe "5"
        outcome.journal shouldContain "ask finance"
    }

    test("fault 2: an approver who cannot be notified: the request fails and is withdrawn") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    try {
                        "${awaitApproval(desk.finance) { fail("no mail") }}"
                    } catch (failure: TerminalException) {
                        awaitSignal(desk.resized)
                        "${failure.message}"
                    }
                },
            ) {
                eventually("the run is over") {
                    status().approvals.singleOrNull()?.outcome == ApprovalOutcome.WITHDRAWN
                }
                val late = approve("alice", 5)
                late.code shouldBe 410
                late.text shouldBe
                    "the request for finance was withdrawn: the approver could not be notified"
                send("end")
            }
        outcome.result shouldBe "no mail"
    }

    test("an accepted decision stays valid when the notification then fails") {
        val desk = Desk()
        lateinit var play: Play
        val undone = CopyOnWriteArrayList<String>()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    compensate("release") { undone += "released" }
                    awaitSignal(desk.resized)
                    val value =
                        awaitApproval(desk.finance) {
                            play.approve("alice", 5).code shouldBe 200
                            fail("no mail")
                        }
                    "$value"
                },
            ) {
                play = this
                eventually("the run requests a decision") { send("ask").code == 200 }
                eventually("the request is decided") {
                    status().approvals.singleOrNull()?.outcome == ApprovalOutcome.APPROVED
                }
            }
        outcome.result shouldBe "5"
        undone.size shouldBe 0
    }

    test("a decision for one request does not decide a later request") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val first = awaitApproval(desk.finance.request(subject = "5 chairs"))
                    val second = awaitApproval(desk.finance.request(subject = "a yacht"))
                    "$first $second"
                },
            ) {
                awaitPending()
                val first = approve("alice", 5).status()
                awaitPending(request = 2)
                approve("alice", 5) shouldBe
                    Answer(
                        400,
                        "request: expected the number of a request, because finance was requested 2 " +
                            "times, found none; status lists the requests",
                    )
                approve("alice", 5, request = 1).status() shouldBe first
                approve("bob", 5, request = 1).code shouldBe 409
                approve("alice", 5, request = 3).code shouldBe 404
                approve("alice", 5, request = 0).code shouldBe 404
                status().approvals.last().outcome shouldBe ApprovalOutcome.PENDING
                approve("carol", 7, request = 2).status().subject shouldBe "a yacht"
            }
        outcome.result shouldBe "5 7"
    }

    test("reminders are repeated until a decision, and may fail") {
        val desk = Desk()
        val reminded = CopyOnWriteArrayList<Int>()
        val every =
            remindEvery(1.seconds) {
                reminded += it.request
                if (reminded.size == 1) fail("no mail")
            }
        val outcome =
            on.play(
                desk,
                landlordWorkflow { "${awaitApproval(desk.finance.request(reminder = every))}" },
            ) {
                awaitPending()
                pass(1.seconds)
                pass(1.seconds)
                eventually("reminded twice") { reminded.size == 2 }
                approve("alice", 5).code shouldBe 200
            }
        outcome.result shouldBe "5"
        outcome.journal.filter { it.startsWith("remind") } shouldContainExactly
            listOf("remind finance", "remind finance #2")
    }

    test("a request without reminder and deadline journals neither") {
        val desk = Desk()
        val outcome =
            on.play(desk, landlordWorkflow { "${awaitApproval(desk.finance)}" }) {
                awaitPending()
                approve("alice", 5)
            }
        outcome.journal shouldNotContain "Sleep"
    }

    test("other branches run while one waits for a decision") {
        val desk = Desk()
        val seen = CopyOnWriteArrayList<String>()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val (value, _) =
                        parallel(
                            { awaitApproval(desk.finance) },
                            {
                                step("one") { seen += "one" }
                                sleep(1.milliseconds)
                                step("two") { seen += "two" }
                            },
                        )
                    "$value"
                },
            ) {
                awaitPending()
                pass(1.milliseconds)
                eventually("the other branch has ended") { seen.size == 2 }
                approve("alice", 5)
            }
        outcome.result shouldBe "5"
    }

    test("a request whose sibling fails is withdrawn") {
        val desk = Desk(within = 1.hours)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    try {
                        parallel(
                            { awaitApproval(desk.finance) },
                            {
                                awaitSignal(desk.resized)
                                fail("sold out")
                            },
                        )
                        "unreachable"
                    } catch (failure: TerminalException) {
                        awaitSignal(desk.resized)
                        "${failure.message}"
                    }
                },
            ) {
                awaitPending()
                send("fail")
                eventually("the request is withdrawn") {
                    status().approvals.single().outcome == ApprovalOutcome.WITHDRAWN
                }
                approve("alice", 5).code shouldBe 410
                send("end")
            }
        outcome.result shouldBe "sold out"
    }

    test("a cancelled run withdraws its request") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    compensate("wait") { if (desk.hashCode() == 0) error("never") }
                    "${awaitApproval(desk.finance)}"
                },
            ) {
                awaitPending()
                cancel()
                eventually("the request is withdrawn") {
                    status().approvals.single().outcome == ApprovalOutcome.WITHDRAWN
                }
                val why = "the run was cancelled"
                status().approvals.single().reason shouldBe why
                approve("alice", 5) shouldBe
                    Answer(410, "the request for finance was withdrawn: $why")
            }
        outcome.code shouldBe 409
        outcome.status.phase shouldBe WorkflowPhase.CANCELLED
    }

    test("a decision that was accepted stays readable when the run is cancelled after it") {
        val desk = Desk()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    awaitApproval(desk.finance)
                    awaitSignal(desk.resized)
                },
            ) {
                awaitPending()
                approve("alice", 5)
                eventually("the run continues") { status().phase == WorkflowPhase.RUNNING }
                cancel()
            }
        outcome.status.phase shouldBe WorkflowPhase.CANCELLED
        outcome.status.approvals.single().actor shouldBe "alice"
    }

    test("with four eyes the requester never decides") {
        val desk = Desk { fourEyes() }
        val outcome =
            on.play(
                desk,
                landlordWorkflow { "${awaitApproval(desk.finance.request(requestedBy = "bob"))}" },
            ) {
                awaitPending()
                for (unseen in
                    listOf("bob\u200b", "b\u00adob", "bob\u0000", "\u202abob", "bob\n")) {
                    approve(unseen, 5).code shouldBe 400
                }
                for (bob in listOf("bob", " Bob", "BOB ", "\uFF22\uFF4F\uFF42")) {
                    val refused = approve(bob, 5)
                    refused.code shouldBe 403
                    refused.text shouldContain
                        "requested finance, and therefore cannot decide on it"
                }
                reject("bob").code shouldBe 403
                approve("alice", 5).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("with four eyes invisible characters do not hide the requester") {
        val desk = Desk { fourEyes() }
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    "${awaitApproval(desk.finance.request(requestedBy = "b\u200bob\u0000"))}"
                },
            ) {
                awaitPending()
                approve("bob", 5).code shouldBe 403
                approve("alice", 5).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("with four eyes a request without requester fails the run, which is undone") {
        val desk = Desk { fourEyes() }
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    "${awaitApproval(desk.finance.request(requestedBy = " \u200b"))}"
                },
            ) {}
        outcome.code shouldBe 500
        outcome.message.orEmpty() shouldContain "[LW118] awaitApproval(finance)"
    }

    test("an unauthorized actor does not decide") {
        val desk = Desk {
            authorize { claim ->
                claim.actor == "alice" && claim.approves && claim.approval == "finance"
            }
        }
        val outcome =
            on.play(desk, landlordWorkflow { "${awaitApproval(desk.finance)}" }) {
                awaitPending()
                approve("mallory", 5) shouldBe
                    Answer(403, "mallory is not authorized to decide on finance")
                reject("alice").code shouldBe 403
                approve("alice", 5).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("a decision is refused with 503 while authorization fails, and accepted later") {
        var isAway = true
        val desk = Desk { authorize { if (isAway) error("no directory") else true } }
        val outcome =
            on.play(desk, landlordWorkflow { "${awaitApproval(desk.finance)}" }) {
                awaitPending()
                val unjudged = approve("alice", 5)
                unjudged.code shouldBe 503
                unjudged.text shouldNotContain "no directory"
                isAway = false
                approve("alice", 5).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }
}

private fun Answer.status(): ApprovalStatus {
    check(code == 200) { "$this" }
    return Json.decodeFromString<ApprovalStatus>(text).shouldBeInstanceOf()
}
