package dev.landlord.docs

import dev.landlord.workflow.Approved
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days
import kotlinx.serialization.Serializable

@Serializable data class Candidate(val name: String, val manager: String)

@Serializable data class Salary(val amount: Int)

/** What the world does for [Hire]. */
interface Office {
    fun open(candidate: Candidate): String

    fun close(position: String)

    fun mail(to: String, about: PendingApproval)

    fun sendContract(candidate: Candidate, salary: Salary): String
}

// region: workflow
@LandlordWorkflow
class Hire(private val office: Office, keys: DecisionKeys) {
    /** What the candidate is paid: finance decides, and never the manager who asks. */
    val salary by
        approval<Salary>(within = 3.days) {
            fourEyes()
            tokens(keys)
        }

    /** The candidate has signed, on that day. */
    val signed by signal<String>()

    /** How far it has come. */
    val stage by query<String>()

    val workflow =
        landlordWorkflow<Candidate, String> { candidate ->
            val position = step("open position") { office.open(candidate) }
            compensate("close position") { office.close(position) }

            stage.publish("waiting for finance")
            val offer =
                awaitApproval(
                    salary.request(
                        subject = "hire ${candidate.name}",
                        requestedBy = candidate.manager,
                        reminder = remindEvery(1.days) { office.mail("finance", it) },
                    )
                ) { pending ->
                    office.mail("finance", pending)
                }

            step("send contract") { office.sendContract(candidate, offer) }
            stage.publish("waiting for a signature")
            val day = awaitSignal(signed)
            "${candidate.name} gets ${offer.amount}, signed on $day"
        }
}

// endregion

@LandlordWorkflow
class Bonus {
    val board by approval<Salary>(within = 30.days)

    // region: decision
    val workflow = landlordWorkflow<String, String> { name -> grant(name) }

    private suspend fun WorkflowScope.grant(name: String): String =
        when (val decision = awaitDecision(board.request(subject = "a bonus for $name"))) {
            is Approved -> "${decision.value.amount}, says ${decision.actor}"
            is Rejected -> "no, says ${decision.actor}: ${decision.reason}"
            is TimedOut -> grant(name) // asks anew: another request, with its own decision
        }
    // endregion
}

/** Decided by whom a proxy in front of the ingress vouches for. */
@LandlordWorkflow
class Leave(directory: Directory) {
    // region: authorize
    val manager by
        approval<Unit> {
            authorize { claim ->
                claim.actor == claim.headers["x-user"] && directory.isManager(claim.actor)
            }
        }
    // endregion

    val workflow =
        landlordWorkflow<String, String> { name ->
            awaitApproval(manager.request(subject = "leave for $name"))
            "enjoy"
        }
}

/** Who is a manager. */
fun interface Directory {
    fun isManager(name: String): Boolean
}

/** As the process was configured. */
internal fun decisionKeys(): DecisionKeys {
    // region: keys
    val keys = DecisionKeys.of(System.getenv("DECISION_KEYS")) // 2026-11:<Base64>,2026-05:<Base64>
    // endregion
    return keys
}
