import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
private class Hidden {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow
internal class Inside {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow private val greeting = landlordWorkflow<String, String> { it }
