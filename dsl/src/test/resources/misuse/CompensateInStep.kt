import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid

val workflow = landlordWorkflow<String, String> {
    step("outer") { this@landlordWorkflow.compensate("undo") { } }
    step("key") { this@landlordWorkflow.uuid().toString() }
}
