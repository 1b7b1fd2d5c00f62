package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.minutes

// region: workflow
/** Signs up for a paid plan. A failure or a cancellation undoes everything. */
@LandlordWorkflow
class SignupWithSaga(private val users: Users) {
    val workflow =
        landlordWorkflow<User, Unit> { user ->
            compensate("delete") { users.delete(workflowId, user) }
            val created = step("create") { users.create(workflowId, user) }
            if (!created) fail("the id $workflowId is taken", code = 409)

            compensate("deactivate") { users.deactivate(workflowId) }
            step("activate", timeout = 5.minutes) { users.activate(workflowId) }

            compensate("unsubscribe") { users.unsubscribe(workflowId) }
            step("subscribe") { users.subscribe(workflowId) }
        }
}
// endregion
