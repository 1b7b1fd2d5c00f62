package dev.landlord.workflow.contract

import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.sdk.common.TerminalException
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** A withdrawn request of a run in progress: the answers of `status` and of late decisions. */
fun withdrawalContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    for (loss in LOSSES) test("fault 2: a request is withdrawn because ${loss.name}") {
        val desk = Desk(within = 1.days)
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    try {
                        loss.body(this, desk)
                    } catch (_: TerminalException) {
                        // The run continues.
                    }
                    awaitSignal(desk.resized)
                },
            ) {
                loss.provoke(this)
                eventually("the request is withdrawn") {
                    status().approvals.singleOrNull()?.outcome == ApprovalOutcome.WITHDRAWN
                }
                status().phase shouldBe WorkflowPhase.RUNNING
                status().approvals.single().reason shouldBe loss.why
                val refused = Answer(410, "the request for finance was withdrawn: ${loss.why}")
                approve("alice", 5) shouldBe refused
                reject("bob") shouldBe refused
                send("end")
                eventually("the run has ended") { status().phase == WorkflowPhase.COMPLETED }
                approve("alice", 5) shouldBe refused
            }
        outcome.result shouldBe "end"
    }
}

private class Loss(
    val name: String,
    val why: String,
    val provoke: suspend Play.() -> Unit = {
        awaitPending()
        send("lose")
    },
    val body: suspend WorkflowScope.(Desk) -> Unit,
)

private const val RACE = "another branch won the race"
private const val LIMIT = "the time limit of withTimeout was reached"
private const val SIBLING = "a parallel branch failed"

private val LOSSES =
    listOf(
        Loss("another branch of its race ends", RACE) { desk ->
            race({ awaitApproval(desk.finance) }, { signalled(desk) })
        },
        Loss("another branch of its race fails", RACE) { desk ->
            race({ awaitApproval(desk.finance) }, { failWhenSignalled(desk) })
        },
        Loss("the race around its race has another winner", RACE) { desk ->
            race(
                { race({ awaitApproval(desk.finance) }, { nothingFor10Hours() }) },
                { signalled(desk) },
            )
        },
        Loss("its saga loses a race", RACE) { desk ->
            race({ saga { awaitApproval(desk.finance) } }, { signalled(desk) })
        },
        Loss("its time limit is reached", LIMIT, { pass(1.seconds) }) { desk ->
            withTimeout(1.seconds) { awaitApproval(desk.finance) }
        },
        Loss("the time limit of its race is reached", LIMIT, { pass(1.seconds) }) { desk ->
            withTimeoutOrNull(1.seconds) {
                race({ awaitApproval(desk.finance) }, { nothingFor10Hours() })
            }
        },
        Loss("a parallel branch fails", SIBLING) { desk ->
            parallel({ awaitApproval(desk.finance) }, { failWhenSignalled(desk) })
        },
        Loss("another item of forEachParallel fails", SIBLING) { desk ->
            forEachParallel(listOf(true, false)) { asks ->
                if (asks) awaitApproval(desk.finance) else failWhenSignalled(desk)
            }
        },
    )

private suspend fun WorkflowScope.signalled(desk: Desk): Int {
    awaitSignal(desk.resized)
    return 0
}

private suspend fun WorkflowScope.failWhenSignalled(desk: Desk): Int {
    awaitSignal(desk.resized)
    fail("sold out")
}

private suspend fun WorkflowScope.nothingFor10Hours(): Int {
    sleep(10.hours)
    return 0
}
