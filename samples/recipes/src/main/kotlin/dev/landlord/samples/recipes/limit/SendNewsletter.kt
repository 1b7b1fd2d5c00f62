package dev.landlord.samples.recipes.limit

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step

/** A mail provider with a rate limit. */
fun interface Mail {
    fun send(to: String)
}

// region: workflow
/** Sends a mail to each reader, within the rate limit that all workflows share. */
@LandlordWorkflow
class SendNewsletter(private val mail: Mail, private val limit: Limit) {
    val workflow =
        landlordWorkflow<List<String>, Unit> { readers ->
            forEachParallel(readers, concurrency = 10) { reader ->
                awaitPlace("mail", limit)
                step("send") { mail.send(reader) }
            }
        }
}

/** Waits for a place of [limiter], which all workflows share. */
private suspend fun WorkflowScope.awaitPlace(limiter: String, limit: Limit) =
    sleep(call(LimiterHandlers.take(limiter, limit)))
// endregion
