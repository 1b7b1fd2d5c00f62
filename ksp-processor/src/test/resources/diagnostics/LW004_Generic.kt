import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Generic<A, B> {
    val workflow = landlordWorkflow<String, String> { it }
}
