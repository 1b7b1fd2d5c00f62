package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.send
import dev.landlord.workflow.step

// region: workflow
/** Tells whoever waits for it when the user is there, and goes on. */
@LandlordWorkflow
class SignupWithEvent(private val users: Users) {
    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            val created = step("create") { users.create(workflowId, user) }
            if (!created) {
                send(UserCreatedHandlers.withdraw(workflowId, "the id is taken"))
                return@landlordWorkflow false
            }
            send(UserCreatedHandlers.run(workflowId, "the user is created"))

            step("activate") { users.activate(workflowId) }
            step("welcome") { users.welcome(user) }
            true
        }
}
// endregion
