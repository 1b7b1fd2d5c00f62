import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

val workflow = landlordWorkflow<String, String> {
    val scope = this
    step("outer") { scope.step("inner") { "x" } }
}
