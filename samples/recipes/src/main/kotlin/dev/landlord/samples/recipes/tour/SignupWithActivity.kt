package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

// region: workflow
/** Another service creates the user; the other steps run in the workflow. */
@LandlordWorkflow
class SignupWithActivity(private val users: Users) {
    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            val created = call(UserServiceHandlers.create(NewUser(workflowId, user)))
            if (!created) return@landlordWorkflow false

            step("activate") { users.activate(workflowId) }
            step("welcome") { users.welcome(user) }
            true
        }
}
// endregion
