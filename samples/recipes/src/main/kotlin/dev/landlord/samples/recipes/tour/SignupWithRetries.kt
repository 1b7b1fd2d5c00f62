package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration.Companion.seconds

// region: workflow
/** Tries to send a mail three times, and continues without it. */
@LandlordWorkflow
class SignupWithRetries(private val users: Users) {
    val workflow =
        landlordWorkflow<User, Boolean> { user ->
            if ('@' !in user.email) fail("${user.email} is not an address", code = 400) // terminal

            val created = step("create") { users.create(workflowId, user) }
            if (!created) return@landlordWorkflow false

            step("activate") { users.activate(workflowId) }
            try {
                step("welcome", retry = THREE_TIMES) { users.welcome(user) }
            } catch (givenUp: TerminalException) {
                log.warn { "no welcome for ${user.name}: ${givenUp.message}" }
            }
            true
        }

    private companion object {
        val THREE_TIMES = RetryPolicy(initialDelay = 1.seconds, maxAttempts = 3)
    }
}
// endregion
