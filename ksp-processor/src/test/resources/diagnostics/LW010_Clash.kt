import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Tenant {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow("Tenant") val other = landlordWorkflow<String, String> { it }
