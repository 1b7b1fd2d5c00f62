package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import java.util.UUID

// region: workflow
/** Waits until the user has clicked the link in a mail, without a time limit. */
@LandlordWorkflow
class SignupWithSignal(private val users: Users) {
    /**
     * `POST /SignupWithSignal/<id>/clicked` with the secret. It may arrive before the body waits
     * for it.
     */
    val clicked by signal<String>()

    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            // In a step, because anyone can compute the result of `uuid()`.
            val secret = step("make a secret") { UUID.randomUUID().toString() }
            step("verify") { users.verify(workflowId, user, secret) }
            awaitSignal(clicked) == secret
        }
}
// endregion
