import dev.landlord.workflow.client.ClientOptions
import dev.landlord.workflow.ingress.ClientConnection
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.workflowStatus
import dev.restate.sdk.kotlin.SharedWorkflowContext

class PingService : WorkflowService {
    override fun name() = "Ping"

    override fun definition() = landlordWorkflow<Int, Int> { it }

    suspend fun status(context: SharedWorkflowContext) = workflowStatus(context, "Ping")
}

val client = ClientConnection.open(ClientOptions.to("http://localhost:8080"), "Ping").run("acme")
