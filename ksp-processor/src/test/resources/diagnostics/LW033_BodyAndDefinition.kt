import dev.landlord.workflow.*
import dev.landlord.workflow.java.Workflow
import dev.landlord.workflow.java.WorkflowBody

@LandlordWorkflow
class Both : WorkflowBody<String, String> {
    val workflow = landlordWorkflow<String, String> { it }

    override fun run(wf: Workflow, input: String) = input
}
