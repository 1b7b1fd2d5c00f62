import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Shy {
    private val workflow = landlordWorkflow<String, String> { it }
}
