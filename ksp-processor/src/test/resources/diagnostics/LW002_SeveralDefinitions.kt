import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Two {
    val first = landlordWorkflow<String, String> { it }
    val second = landlordWorkflow<Int, Int> { it }
}
