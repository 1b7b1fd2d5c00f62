package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

// region: workflow
/**
 * Signs a user up. The key is the user's id, so each id signs up once.
 *
 * The first workflow of the tour; `docs/recipes.md` describes all of them.
 */
@LandlordWorkflow
class Signup(private val users: Users) {
    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            val created = step("create") { users.create(workflowId, user) }
            if (!created) return@landlordWorkflow false

            step("activate") { users.activate(workflowId) }
            step("welcome") { users.welcome(user) }
            true
        }
}
// endregion
