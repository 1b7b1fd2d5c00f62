import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step

val workflow = landlordWorkflow<String, String> {
    val outer = this
    val (a, _) = parallel({ outer.step("a") { "x" } }, { step("b") { "y" } })
    a
}
