import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

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
