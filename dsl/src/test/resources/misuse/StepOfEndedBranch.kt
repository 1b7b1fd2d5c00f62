import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step

val workflow = landlordWorkflow<String, String> {
    var kept: WorkflowScope? = null
    parallel({ kept = this }, { step("b") { "y" } })
    kept!!.step("a") { "x" }
}
