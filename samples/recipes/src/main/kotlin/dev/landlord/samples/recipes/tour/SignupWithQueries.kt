package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.query
import dev.landlord.workflow.state
import dev.landlord.workflow.step

// region: workflow
/** Publishes its progress: a query for callers, and a state for operators. */
@LandlordWorkflow
class SignupWithQueries(private val users: Users) {
    /** `GET /SignupWithQueries/<id>/stage`, while it runs and until its retention ends. */
    val stage by query<String>()

    /** The UI and `select * from state` show it. */
    val user by state<User>()

    val workflow =
        landlordWorkflow<User, Boolean> { new ->
            user.set(new)
            val created = step("create") { users.create(workflowId, new) }
            stage.publish(if (created) "created" else "failed")
            if (!created) return@landlordWorkflow false

            step("activate") { users.activate(workflowId) }
            step("welcome") { users.welcome(new) }
            true
        }
}
// endregion
