import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

val workflow = landlordWorkflow<String, String> {
    step("outer") { step("inner") { "x" } }
}
