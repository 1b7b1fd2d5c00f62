import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.signal

class Plain

@LandlordWorkflow
class Unwritable {
    val workflow = landlordWorkflow<Map<String, Plain>, java.io.File?> { null }
}

@LandlordWorkflow
class Untyped {
    val workflow: dev.landlord.workflow.WorkflowDefinition<*, String> = landlordWorkflow<String, String> { it }
}

@kotlinx.serialization.Serializable
class Closed(val id: String) {
    private companion object
}

@LandlordWorkflow val closed = landlordWorkflow<Closed, String> { it.id }

@LandlordWorkflow val contextual = landlordWorkflow<@kotlinx.serialization.Contextual Plain, String> { "" }

@LandlordWorkflow
class UnwritablePayload {
    val finance by approval<Plain>()
    val resized by signal<List<Plain>>()
    val workflow = landlordWorkflow<String, String> { it }
}
