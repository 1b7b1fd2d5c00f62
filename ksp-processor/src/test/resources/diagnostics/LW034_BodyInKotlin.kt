import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.java.Workflow
import dev.landlord.workflow.java.WorkflowBody

@LandlordWorkflow
class Blocking : WorkflowBody<String, String> {
    override fun run(wf: Workflow, input: String) = input
}
