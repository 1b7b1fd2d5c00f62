import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Empty {
    val workflow = "not a workflow"
}

@LandlordWorkflow val alsoNot = 1
