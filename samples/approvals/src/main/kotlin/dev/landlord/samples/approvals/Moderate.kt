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

/** What a model makes of a message: `allowed`, `forbidden`, or it is not sure. */
fun interface Model {
    fun judge(message: String): String
}

/** Where moderators are asked. */
fun interface Moderators {
    fun ask(review: PendingApproval)
}

// region: workflow
/** Lets a model judge a message, and a person where the model is not sure. */
@LandlordWorkflow
class Moderate(model: Model, moderators: Moderators, keys: DecisionKeys) {
    /** What a moderator says of the message: approved is fit to be published. */
    val review by approval<Unit>(within = 1.days) { tokens(keys) }

    val workflow =
        landlordWorkflow<String, String> { message ->
            val judgement = step("ask the model") { model.judge(message) }
            if (judgement != "not sure") return@landlordWorkflow judgement

            // Holds nothing, however long it takes: a process may come and go meanwhile.
            when (val decision = awaitDecision(review, message) { moderators.ask(it) }) {
                is Approved -> "allowed by ${decision.actor}"
                is Rejected -> "forbidden by ${decision.actor}: ${decision.reason}"
                is TimedOut -> "forbidden: nobody had a look"
            }
        }
}
// endregion
