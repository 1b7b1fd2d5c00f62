package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.race
import dev.landlord.workflow.signal
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.withTimeoutOrNull
import java.util.UUID
import kotlin.time.Duration

// region: workflow
/** Reminds the user of the link repeatedly, until a deadline. */
@LandlordWorkflow
class SignupWithTimers(
    private val users: Users,
    private val every: Duration,
    private val within: Duration,
) {
    val clicked by signal<String>()

    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            val secret = step("make a secret") { UUID.randomUUID().toString() }
            step("verify") { users.verify(workflowId, user, secret) }
            // Three branches at the same time: the click, the reminders and the deadline.
            val click =
                withTimeoutOrNull(within) {
                    race({ awaitSignal(clicked) }, { remindRepeatedly(user, secret) })
                } ?: fail("no click within $within", code = 408)
            click == secret
        }

    private suspend fun WorkflowScope.remindRepeatedly(user: User, secret: String): Nothing {
        while (true) {
            sleep(every)
            step("remind") { users.remind(workflowId, user, secret) }
        }
    }
}
// endregion
