import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Empty {
    val workflow = "not a workflow"
}

@LandlordWorkflow val alsoNot = 1

@LandlordWorkflow val nullable: dev.landlord.workflow.WorkflowDefinition<String, String>? = null

@LandlordWorkflow val String.extension get() = landlordWorkflow<String, String> { it }
