package dev.landlord.samples.approvals

import dev.landlord.workflow.Approved
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days

/** A model that classifies a message: `allowed`, `forbidden` or `not sure`. */
fun interface Model {
    fun judge(message: String): String
}

/** Sends requests to moderators. */
fun interface Moderators {
    fun ask(review: PendingApproval)
}

// region: workflow
/** A model classifies a message; a person decides if the model is not sure. */
@LandlordWorkflow
class Moderate(model: Model, moderators: Moderators, keys: DecisionKeys) {
    /** The decision of a moderator; an approval allows the message. */
    val review by approval<Unit>(within = 1.days) { tokens(keys) }

    val workflow =
        landlordWorkflow<String, String> { message ->
            val judgement = step("ask the model") { model.judge(message) }
            if (judgement != "not sure") return@landlordWorkflow judgement

            // The wait uses no resources, and continues after a restart of the process.
            when (val decision = awaitDecision(review.request(message)) { moderators.ask(it) }) {
                is Approved -> "allowed by ${decision.actor}"
                is Rejected -> "forbidden by ${decision.actor}: ${decision.reason}"
                is TimedOut -> "forbidden: no moderator decided"
            }
        }
}
// endregion
