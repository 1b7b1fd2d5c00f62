import dev.landlord.workflow.body.inputTypeName
import dev.landlord.workflow.landlordWorkflow

val input = landlordWorkflow<Int, Int> { it }.inputTypeName()
