package dev.landlord.samples.recipes.limit

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step

/** Who sends mails, and refuses those who ask too often. */
fun interface Mail {
    fun send(to: String)
}

// region: workflow
/** Sends a mail to each reader, as fast as the provider allows and whoever else uses it. */
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

/** Waits until [limiter] has a place, in all workflows together. */
private suspend fun WorkflowScope.awaitPlace(limiter: String, limit: Limit) =
    sleep(call(LimiterHandlers.take(limiter, limit)))
// endregion
