import dev.landlord.workflow.landlordWorkflow
import kotlinx.coroutines.delay

val workflow = landlordWorkflow<String, String> {
    delay(1000)
    it
}
