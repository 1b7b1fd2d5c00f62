package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.promise
import dev.landlord.workflow.step

// region: workflow
/** Completes a promise when the user is created, and continues. */
@LandlordWorkflow
class SignupWithEvent(private val users: Users) {
    /**
     * Whether the user is created. Any number of callers can wait: `POST
     * /SignupWithEvent/<id>/created`.
     */
    val created by promise<String>()

    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            val isCreated = step("create") { users.create(workflowId, user) }
            created.complete(if (isCreated) "the user is created" else "the id is taken")
            if (!isCreated) return@landlordWorkflow false

            step("activate") { users.activate(workflowId) }
            step("welcome") { users.welcome(user) }
            true
        }
}
// endregion
