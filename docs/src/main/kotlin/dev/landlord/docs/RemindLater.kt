package dev.landlord.docs

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days

@LandlordWorkflow
class RemindLater(private val shop: Shop) {
    val workflow =
        landlordWorkflow<String, String> { text ->
            sleep(30.days)
            step("remind") { shop.tell(text) }
            "done"
        }
}
