import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step
import kotlinx.coroutines.delay

val workflow = landlordWorkflow<String, List<Int>> { name ->
    val id = step("create") { delay(1); name.length }
    compensate("remove") { println("$workflowId: $id") }
    val (a, b) = parallel({ extracted(1) }, { listOf(2, 3).map { n -> step("loop") { n } } })
    listOf(a) + b
}

suspend fun WorkflowScope.extracted(n: Int): Int = step("extracted") { n }
